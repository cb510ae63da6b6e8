package io.tandem.media.sdp;

/** A description that cannot be understood; the message holds the offending line and what was expected. */
final class SdpException extends Exception {
    private static final long serialVersionUID = 1;
    private static final int LONGEST_EXCERPT = 80;

    SdpException(String line, String expected) {
        super("SDP '" + excerpt(line) + "' (expected: " + expected + ")");
    }

    /** What the far end wrote, made safe for a log line or the quoted string of a Warning header. */
    static String excerpt(String text) {
        StringBuilder safe = new StringBuilder();
        text.chars()
                .limit(LONGEST_EXCERPT)
                .forEach(c -> safe.append(c < ' ' || c > '~' || c == '"' || c == '\\' ? '?' : (char) c));
        return text.length() > LONGEST_EXCERPT ? safe.append("...").toString() : safe.toString();
    }
}
