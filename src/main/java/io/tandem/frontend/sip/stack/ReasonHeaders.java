package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import java.util.ListIterator;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads and writes Reason headers (RFC 3326, RFC 6432). */
public final class ReasonHeaders {

    /** What a message says about its reason; each part null when it does not say. */
    public record Reasons(@Nullable Integer q850, @Nullable Integer sip, @Nullable String text) {}

    private static final Pattern CAUSE = Pattern.compile("(?i);\\s*cause\\s*=\\s*(\\d{1,3})");
    private static final Pattern TEXT =
            Pattern.compile("(?i);\\s*text\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^;\"\\s]+))");

    private ReasonHeaders() {}

    public static Reasons read(SIPMessage message) {
        Integer q850 = null;
        Integer sip = null;
        String text = null;
        for (ListIterator<?> headers = message.getHeaders("Reason"); headers.hasNext(); ) {
            for (String value : String.valueOf(headers.next())
                    .replaceFirst("(?i)^Reason\\s*:", "")
                    .split(",(?=\\s*\\w+[.\\w]*\\s*;)")) {
                String protocol = value.trim().toUpperCase(Locale.ROOT);
                Integer cause = cause(value);
                if (protocol.startsWith("Q.850")) {
                    q850 = cause;
                } else if (protocol.startsWith("SIP")) {
                    sip = cause;
                }
                text = text == null ? text(value) : text;
            }
        }
        return new Reasons(q850, sip, text);
    }

    /** The value of a Reason header with the SIP status that fits and, when given, its text. */
    public static String sip(int status, String text) {
        return "SIP;cause=" + status + (text.isEmpty() ? "" : ";text=" + HeaderText.quoted(text));
    }

    /** The value of a Reason header with a Q.850 cause and its text. */
    public static String q850(int cause, String text) {
        return q850(cause) + ";text=" + HeaderText.quoted(text);
    }

    /** The value of a Reason header with a Q.850 cause. */
    public static String q850(int cause) {
        return "Q.850;cause=" + cause;
    }

    private static @Nullable Integer cause(String value) {
        Matcher matcher = CAUSE.matcher(value);
        return matcher.find() ? Integer.valueOf(matcher.group(1)) : null;
    }

    private static @Nullable String text(String value) {
        Matcher matcher = TEXT.matcher(value);
        if (!matcher.find()) {
            return null;
        }
        String quoted = matcher.group(1);
        return HeaderText.printable(quoted != null ? quoted.replaceAll("\\\\(.)", "$1") : matcher.group(2));
    }
}
