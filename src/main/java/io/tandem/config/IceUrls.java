package io.tandem.config;

import java.util.regex.Pattern;

/** Judges the URLs of ICE servers (RFC 7064, RFC 7065). */
final class IceUrls {
    static final String EXPECTED = "a stun:, stuns:, turn: or turns: URL";
    private static final Pattern URL = Pattern.compile("(stun|stuns|turn|turns):\\S+");

    private IceUrls() {}

    static String check(String text) {
        if (!URL.matcher(text).matches()) {
            throw new IllegalArgumentException(text);
        }
        return text;
    }
}
