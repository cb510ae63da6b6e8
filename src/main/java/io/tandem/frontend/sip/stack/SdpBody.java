package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPMessage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.sip.header.ContentTypeHeader;

/** Finds the session description in a body, also inside multipart/mixed (profile row 1.14). */
public sealed interface SdpBody {

    /** There is one. */
    record Description(String sdp) implements SdpBody {}

    /** There is none. */
    record None() implements SdpBody {}

    /** The body holds something that must be understood and is not. */
    record Unknown() implements SdpBody {}

    /** Reads the body of {@code message}. */
    static SdpBody of(SIPMessage message) {
        byte[] raw = message.getRawContent();
        if (raw == null || raw.length == 0) {
            return new None();
        }
        ContentTypeHeader type = message.getContentTypeHeader();
        if (type == null) {
            return new Unknown();
        }
        String media = (type.getContentType() + '/' + type.getContentSubType()).toLowerCase(Locale.ROOT);
        String body = new String(raw, StandardCharsets.UTF_8);
        if (media.equals("application/sdp")) {
            return new Description(body);
        }
        String boundary = type.getParameter("boundary");
        return media.startsWith("multipart/") && boundary != null ? multipart(body, unquoted(boundary)) : new Unknown();
    }

    private static SdpBody multipart(String body, String boundary) {
        String found = null;
        for (String part : parts(body, boundary)) {
            int end = WireCheck.headerEnd(part);
            String headers = part.substring(0, end).replaceAll("\r?\n[ \t]+", " ");
            String type = value(headers, "content-type").orElse("text/plain").toLowerCase(Locale.ROOT);
            if (type.startsWith("application/sdp")) {
                found = found == null ? part.substring(end).stripLeading() : found;
            } else if (value(headers, "content-disposition")
                    .filter(text -> text.toLowerCase(Locale.ROOT).matches(".*;\\s*handling\\s*=\\s*required.*"))
                    .isPresent()) {
                return new Unknown();
            }
        }
        return found == null ? new None() : new Description(found);
    }

    private static List<String> parts(String body, String boundary) {
        List<String> parts = new ArrayList<>();
        String[] pieces = ("\r\n" + body).split("\r?\n--" + Pattern.quote(boundary), -1);
        for (int i = 1; i < pieces.length && !pieces[i].startsWith("--"); i++) {
            int line = pieces[i].indexOf('\n');
            parts.add(line < 0 ? "" : pieces[i].substring(line + 1) + "\r\n");
        }
        return parts;
    }

    private static Optional<String> value(String headers, String name) {
        return headers.lines()
                .filter(line -> line.toLowerCase(Locale.ROOT).matches(name + "\\s*:.*"))
                .map(line -> line.substring(line.indexOf(':') + 1).trim())
                .findFirst();
    }

    private static String unquoted(String text) {
        return text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")
                ? text.substring(1, text.length() - 1)
                : text;
    }
}
