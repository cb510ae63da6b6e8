package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.header.Contact;
import gov.nist.javax.sip.header.ContactList;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Comparator;
import java.util.Optional;

/** Reads the Contact headers of a redirect. Pure. */
public final class Contacts {
    private Contacts() {}

    /** The URI of the Contact with the highest q (RFC 3261 §8.1.3.4), the first of equals. */
    public static Optional<String> preferred(SIPMessage message) {
        ContactList contacts = message.getContactHeaders();
        return contacts == null
                ? Optional.empty()
                : contacts.stream()
                        .filter(contact -> !contact.isWildCard())
                        .sorted(Comparator.comparing(Contacts::preference).reversed())
                        .map(contact -> contact.getAddress().getURI().toString())
                        .findFirst();
    }

    /** Without q a Contact is as good as any. */
    private static float preference(Contact contact) {
        return contact.getQValue() < 0 ? 1 : contact.getQValue();
    }
}
