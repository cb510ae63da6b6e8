package io.tandem.frontend.sip.stack;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Keeps text of applications from becoming SIP syntax: nothing they give may start a new header or steer a message. */
public final class HeaderText {
    private static final int MAX_QUOTED = 200;
    private static final int MAX_VALUE = 4096;
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9.!%*_+`'~-]{1,64}");
    private static final Pattern UNSAFE =
            Pattern.compile("[\\p{Cntrl}\\u0080-\\u009F\\u200E\\u200F\\u202A-\\u202E\\u2066-\\u2069]");

    /** Headers that routing, dialogs and bodies depend on. */
    private static final Set<String> RESERVED = Set.of(
            "via",
            "v",
            "from",
            "f",
            "to",
            "t",
            "call-id",
            "i",
            "cseq",
            "contact",
            "m",
            "max-forwards",
            "route",
            "record-route",
            "content-type",
            "c",
            "content-length",
            "l",
            "content-encoding",
            "e",
            "require",
            "proxy-require",
            "supported",
            "k",
            "authorization",
            "proxy-authorization");

    private HeaderText() {}

    /** What is wrong with a header that an application wants sent, or empty. */
    public static Optional<String> fault(String name, String value) {
        if (!TOKEN.matcher(name).matches()) {
            return Optional.of("header name: " + printable(name) + " (expected: a token of RFC 3261)");
        }
        if (RESERVED.contains(name.toLowerCase(Locale.ROOT))) {
            return Optional.of("header: " + name + " (expected: one that the server does not set itself)");
        }
        if (UNSAFE.matcher(value).find() || value.length() > MAX_VALUE) {
            return Optional.of("header " + name + ": " + printable(value) + " (expected: at most " + MAX_VALUE
                    + " characters, no control characters)");
        }
        return Optional.empty();
    }

    /** {@code text} as a quoted-string: control and bidirectional characters become blanks, the rest is escaped and cut. */
    public static String quoted(String text) {
        String clean = printable(text);
        return '"' + clean.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }

    /** {@code text} safe for logs and error messages. */
    public static String printable(String text) {
        String cut = text.length() > MAX_QUOTED ? text.substring(0, MAX_QUOTED) : text;
        return UNSAFE.matcher(cut).replaceAll(" ");
    }
}
