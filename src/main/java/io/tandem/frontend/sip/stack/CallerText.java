package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.address.AddressImpl;
import gov.nist.javax.sip.address.SipUri;
import java.text.ParseException;
import org.jspecify.annotations.Nullable;

/** Writes the From address of a call out. Pure. */
public final class CallerText {
    private static final String OURSELVES = "tandem";

    private CallerText() {}

    /**
     * The name-addr of a caller, without tag.
     *
     * @param caller as an application writes it: an address, a SIP URI, {@code user@host} or a user; null for {@code username}
     * @param username null for our own name
     * @param domain host of those that name none
     * @param fromDomain host that every caller gets, empty to leave theirs
     * @throws IllegalArgumentException when it cannot be read; the message says what was expected
     */
    public static String of(@Nullable String caller, @Nullable String username, String domain, String fromDomain) {
        String text = caller == null || caller.isBlank() ? user(username) : caller.trim();
        if (HeaderText.fault("From-Text", text).isPresent()) {
            throw unreadable(text);
        }
        try {
            AddressImpl address = (AddressImpl) Headers.addresses().createAddress(withScheme(text, domain));
            if (!(address.getURI() instanceof SipUri uri)) {
                throw unreadable(text);
            }
            if (!fromDomain.isEmpty()) {
                uri.setHost(fromDomain);
                uri.removePort();
            }
            String name = address.getDisplayName();
            return (name == null ? "" : HeaderText.quoted(name) + ' ') + '<' + uri + '>';
        } catch (ParseException e) {
            throw unreadable(text);
        }
    }

    private static String withScheme(String text, String domain) {
        if (text.contains("<") || text.matches("(?i)sips?:.*@.*")) {
            return text;
        }
        String user = text.replaceFirst("(?i)^(sips?|tel):", "");
        return "sip:" + (user.contains("@") ? user : user + '@' + domain);
    }

    private static String user(@Nullable String username) {
        return username == null || username.isBlank() ? OURSELVES : username;
    }

    private static IllegalArgumentException unreadable(String text) {
        return new IllegalArgumentException(
                "caller: " + HeaderText.printable(text) + " (expected: a SIP URI, user@host, a number or a user)");
    }
}
