package io.tandem.media.sdp;

import io.tandem.media.sdp.Attributes.Attribute;
import io.tandem.media.sdp.SessionDescription.Origin;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads one description. Strict in what it uses (v, o, c, m), deaf to the rest; any line end will do. Sizes are limited, so that a
 * description costs no more than its text.
 */
final class SdpParser {

    private static final int LONGEST_TEXT = 64 * 1024;
    private static final int LONGEST_LINE = 8 * 1024;
    private static final int MOST_LINES = 2_000;
    private static final int MOST_MEDIA = 32;
    private static final int MOST_FORMATS = 128;
    private static final Pattern LINE_END = Pattern.compile("\r\n|\n|\r");
    private static final Pattern SPACES = Pattern.compile("[ \t]+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`{|}~/-]{1,64}");
    private static final Pattern PORT = Pattern.compile("([0-9]{1,5})(?:/[0-9]{1,5})?");

    private final String text;
    private final List<MediaSection> media = new ArrayList<>();
    private @Nullable Origin origin;
    private @Nullable Connection sessionConnection;
    private Attributes sessionAttributes = new Attributes(List.of());

    // The section that is being read; the session level while `type` is null.
    private @Nullable String type;
    private int port;
    private String protocol = "";
    private List<String> formats = List.of();
    private @Nullable Connection connection;
    private List<Attribute> attributes = new ArrayList<>();

    SdpParser(String text) {
        this.text = text;
    }

    SessionDescription parse() throws SdpException {
        if (text.length() > LONGEST_TEXT) {
            throw new SdpException(text.length() + " characters", "at most " + LONGEST_TEXT);
        }
        String[] lines = LINE_END.split(text.strip(), MOST_LINES + 1);
        if (lines.length > MOST_LINES) {
            throw new SdpException(lines.length + " lines", "at most " + MOST_LINES);
        }
        if (!lines[0].strip().equals("v=0")) {
            throw new SdpException(lines[0], "v=0 as the first line");
        }
        for (String line : lines) {
            if (!line.isBlank()) {
                line(line);
            }
        }
        endSection();
        if (origin == null) {
            throw new SdpException("no o= line", "o=<username> <session id> <version> IN IP4 <address>");
        }
        return new SessionDescription(origin, sessionConnection, sessionAttributes, media);
    }

    private void line(String line) throws SdpException {
        if (line.length() > LONGEST_LINE) {
            throw new SdpException(line, "a line of at most " + LONGEST_LINE + " characters");
        }
        if (line.length() < 2 || line.charAt(1) != '=') {
            throw new SdpException(line, "<letter>=<value>");
        }
        String value = line.substring(2).strip();
        switch (line.charAt(0)) {
            case 'o' -> origin(line, value);
            case 'c' -> connection(line, value);
            case 'm' -> media(line, value);
            case 'a' -> attribute(value);
            default -> {
                // Times, bandwidths, names and lines of the future have no say in offer/answer.
            }
        }
    }

    private void origin(String line, String value) throws SdpException {
        String[] fields = SPACES.split(value);
        if (fields.length < 3) {
            throw new SdpException(line, "o=<username> <session id> <version> IN IP4 <address>");
        }
        if (origin == null) {
            origin = new Origin(fields[0], fields[1], fields[2]);
        }
    }

    private void connection(String line, String value) throws SdpException {
        String[] fields = SPACES.split(value);
        if (fields.length < 3) {
            throw new SdpException(line, "c=IN IP4 <address> or c=IN IP6 <address>");
        }
        int slash = fields[2].indexOf('/'); // TTL or count of a multicast address
        Connection read = new Connection(fields[1], slash < 0 ? fields[2] : fields[2].substring(0, slash));
        if (type == null) {
            sessionConnection = read;
        } else if (connection == null) {
            connection = read;
        }
    }

    private void media(String line, String value) throws SdpException {
        endSection();
        String[] fields = SPACES.split(value);
        if (fields.length < 3 || fields.length > 3 + MOST_FORMATS || media.size() >= MOST_MEDIA) {
            throw new SdpException(line, "m=<media> <port> <protocol> <format> ..., at most " + MOST_MEDIA + " times");
        }
        for (String field : fields) {
            if (!isToken(field)) {
                throw new SdpException(
                        line, "tokens of at most 64 characters, not '" + SdpException.excerpt(field) + "'");
            }
        }
        var matched = PORT.matcher(fields[1]);
        if (!matched.matches() || Integer.parseInt(matched.group(1)) > 65_535) {
            throw new SdpException(line, "a port 0 to 65535");
        }
        type = fields[0];
        port = Integer.parseInt(matched.group(1));
        protocol = fields[2];
        formats = Arrays.asList(fields).subList(3, fields.length);
    }

    private void attribute(String value) {
        int colon = value.indexOf(':');
        attributes.add(
                colon < 0
                        ? new Attribute(value, "")
                        : new Attribute(value.substring(0, colon), value.substring(colon + 1)));
    }

    private void endSection() {
        if (type == null) {
            sessionAttributes = new Attributes(attributes);
        } else {
            media.add(new MediaSection(type, port, protocol, formats, connection, new Attributes(attributes)));
        }
        attributes = new ArrayList<>();
        connection = null;
    }

    /** Whether {@code text} can be echoed in a description: visible, without spaces, not too long. */
    static boolean isToken(String text) {
        return TOKEN.matcher(text).matches();
    }
}
