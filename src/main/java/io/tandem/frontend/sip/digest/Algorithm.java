package io.tandem.frontend.sip.digest;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** The hashes of digest authentication, the weakest first (RFC 8760). */
enum Algorithm {
    MD5("MD5", "MD5"),
    SHA_256("SHA-256", "SHA-256"),
    SHA_512_256("SHA-512-256", "SHA-512/256");

    private final String token;
    private final String digest;

    Algorithm(String token, String digest) {
        this.token = token;
        this.digest = digest;
    }

    static Optional<Algorithm> named(String token) {
        return Arrays.stream(values())
                .filter(algorithm -> algorithm.token.equalsIgnoreCase(token))
                .findFirst();
    }

    /** As SIP writes it. */
    String token() {
        return token;
    }

    /** The hash of {@code text} in hexadecimal. */
    String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance(digest).digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(digest + " (expected: a hash that every JDK has)", e);
        }
    }
}
