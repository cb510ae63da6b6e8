package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.address.AddressFactoryImpl;
import gov.nist.javax.sip.header.HeaderFactoryImpl;
import gov.nist.javax.sip.message.MessageFactoryImpl;
import gov.nist.javax.sip.message.SIPMessage;
import java.text.ParseException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import javax.sip.header.Header;

/** JAIN-SIP's factories (which have no state of ours), and reading of headers as text. */
public final class Headers {
    private static final HeaderFactoryImpl HEADERS = new HeaderFactoryImpl();
    private static final AddressFactoryImpl ADDRESSES = new AddressFactoryImpl();
    private static final MessageFactoryImpl MESSAGES = new MessageFactoryImpl();

    /** What every SIP message has and an application gets in other ways, or must not get. */
    private static final Set<String> STANDARD = Set.of(
            "via",
            "from",
            "to",
            "call-id",
            "cseq",
            "contact",
            "max-forwards",
            "route",
            "record-route",
            "allow",
            "allow-events",
            "supported",
            "require",
            "proxy-require",
            "accept",
            "accept-encoding",
            "accept-language",
            "user-agent",
            "server",
            "authorization",
            "proxy-authorization",
            "expires",
            "date",
            "mime-version",
            "content-type",
            "content-length",
            "content-disposition",
            "content-encoding",
            "content-language",
            "session-expires",
            "min-se",
            "timestamp",
            "path");

    /** Those that we send with several values; JAIN-SIP reads lists and single headers by different methods. */
    private static final Set<String> LISTS = Set.of("allow", "accept", "unsupported");

    private Headers() {}

    static HeaderFactoryImpl factory() {
        return HEADERS;
    }

    static AddressFactoryImpl addresses() {
        return ADDRESSES;
    }

    static MessageFactoryImpl messages() {
        return MESSAGES;
    }

    /**
     * Adds a header given as text; the lists we send become as many headers as they have parts.
     *
     * @throws ParseException when {@code value} is not a value of that header
     */
    public static void add(SIPMessage message, String name, String value) throws ParseException {
        if (LISTS.contains(name.toLowerCase(Locale.ROOT))) {
            for (Object header : HEADERS.createHeaders(name + ": " + value + "\n")) {
                message.addHeader((Header) header);
            }
        } else {
            message.addHeader(HEADERS.createHeader(name, value));
        }
    }

    /** Adds a header whose text is our own. */
    public static void addOwn(SIPMessage message, String name, String value) {
        try {
            add(message, name, value);
        } catch (ParseException e) {
            throw new IllegalStateException(name + ": " + value, e);
        }
    }

    /** Every header as a line, in order, unfolded. */
    public static List<String> lines(SIPMessage message) {
        List<String> lines = new ArrayList<>();
        for (String text : message.encode().split("\r\n\r\n", 2)[0].split("\r\n")) {
            lines.add(text);
        }
        return lines.subList(Math.min(1, lines.size()), lines.size());
    }

    /** Headers beyond the standard ones, by name as it was written; several of a name are joined by commas. */
    public static Map<String, String> nonStandard(SIPMessage message) {
        Map<String, String> found = new LinkedHashMap<>();
        for (ListIterator<String> names = message.getHeaderNames(); names.hasNext(); ) {
            String name = names.next();
            if (!STANDARD.contains(name.toLowerCase(Locale.ROOT))) {
                message.getHeaders(name)
                        .forEachRemaining(
                                header -> found.merge(name, body(header), (first, second) -> first + ", " + second));
            }
        }
        return found;
    }

    /** What stands behind the colon. */
    public static String body(Header header) {
        String text = header.toString();
        return text.substring(text.indexOf(':') + 1).trim();
    }
}
