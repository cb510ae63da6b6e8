package io.tandem.frontend.sip.stack;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Looks at a message before it is parsed, for what the parser lets pass: several Content-Length headers, bad escapes in the
 * Request-URI, a wrong version, too much of anything (profile rows 1.12 and 1.13).
 */
final class WireCheck {
    private static final int MAX_HEADER_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 200;
    private static final int MAX_VIA = 30;

    private WireCheck() {}

    /**
     * The first thing wrong, or null.
     *
     * @param withBody whether {@code raw} holds the body too, as a datagram does
     * @param maxSize longest message in bytes
     */
    static @Nullable Fault inspect(byte[] raw, boolean withBody, int maxSize) {
        if (withBody && raw.length >= maxSize) {
            return new Fault(513, "Message Too Large");
        }
        String text = new String(raw, StandardCharsets.ISO_8859_1);
        int end = headerEnd(text);
        String[] lines = text.substring(0, end).split("\r?\n(?![ \t])");
        if (lines.length > MAX_HEADERS + 1) {
            return new Fault(513, "More Than " + MAX_HEADERS + " Headers");
        }
        Fault fault = startLine(lines[0]);
        if (fault != null) {
            return fault;
        }
        return headers(lines, withBody ? raw.length - bodyStart(text, end) : -1, maxSize - end);
    }

    /** Length of start line and headers. */
    static int headerEnd(String text) {
        int crlf = text.indexOf("\r\n\r\n");
        int lf = text.indexOf("\n\n");
        int end = crlf < 0 ? lf : lf < 0 ? crlf : Math.min(crlf, lf);
        return end < 0 ? text.length() : end;
    }

    private static int bodyStart(String text, int headerEnd) {
        return Math.min(text.length(), headerEnd + (text.startsWith("\r\n\r\n", headerEnd) ? 4 : 2));
    }

    private static @Nullable Fault startLine(String line) {
        if (line.startsWith("SIP/")) {
            return null;
        }
        int last = line.lastIndexOf(' ');
        int first = line.indexOf(' ');
        if (first < 0 || last == first) {
            return new Fault(400, "Malformed Request-Line");
        }
        String version = line.substring(last + 1).trim();
        if (!version.equalsIgnoreCase("SIP/2.0")) {
            return version.toUpperCase(Locale.ROOT).startsWith("SIP/")
                    ? new Fault(505, "Version Not Supported")
                    : new Fault(400, "Malformed Request-Line");
        }
        String uri = line.substring(first + 1, last);
        // No blanks, no brackets (RFC 3261 §25.1; RFC 4475 §3.1.2.7, §3.1.2.8): the parser would let some of them pass.
        return uri.indexOf(' ') < 0 && !uri.startsWith("<") && escapesAreWhole(uri)
                ? null
                : new Fault(400, "Malformed Request-URI");
    }

    private static boolean escapesAreWhole(String uri) {
        for (int i = uri.indexOf('%'); i >= 0; i = uri.indexOf('%', i + 1)) {
            if (i + 2 >= uri.length()
                    || Character.digit(uri.charAt(i + 1), 16) < 0
                    || Character.digit(uri.charAt(i + 2), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Fault headers(String[] lines, int bodyLength, int room) {
        int vias = 0;
        int lengths = 0;
        for (int i = 1; i < lines.length; i++) {
            String line = lines[i];
            if (line.length() > MAX_HEADER_LINE) {
                return new Fault(513, "Header Line Too Long");
            }
            int colon = line.indexOf(':');
            String name = colon < 0 ? "" : line.substring(0, colon).trim().toLowerCase(Locale.ROOT);
            if ((name.equals("via") || name.equals("v")) && ++vias > MAX_VIA) {
                return new Fault(513, "More Than " + MAX_VIA + " Via Headers");
            }
            if (name.equals("content-length") || name.equals("l")) {
                Fault fault = contentLength(line.substring(colon + 1).trim(), ++lengths, bodyLength, room);
                if (fault != null) {
                    return fault;
                }
            }
        }
        return null;
    }

    private static @Nullable Fault contentLength(String value, int occurrence, int bodyLength, int room) {
        if (occurrence > 1) {
            return new Fault(400, "Several Content-Length Headers");
        }
        if (!value.matches("\\d{1,9}")) {
            return new Fault(400, "Malformed Content-Length");
        }
        if (bodyLength < 0 && Integer.parseInt(value) > room) {
            return new Fault(513, "Message Too Large");
        }
        return bodyLength >= 0 && Integer.parseInt(value) > bodyLength
                ? new Fault(400, "Body Shorter Than Content-Length")
                : null;
    }
}
