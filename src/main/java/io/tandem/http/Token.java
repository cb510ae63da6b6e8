package io.tandem.http;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.Authorization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.stream.Stream;

/** The token that callers must present; compared in constant time. */
final class Token {

    private static final String SCHEME = "Bearer ";
    private static final String PARAMETER = "token=";

    private final byte[] expected;

    private Token(String expected) {
        this.expected = expected.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Takes the token from the settings, or else from the first line of its file.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when the file has no token
     */
    static Token of(HttpSettings settings) {
        if (!settings.token().isEmpty() || settings.tokenFile().isEmpty()) {
            return new Token(settings.token().strip());
        }
        Path file = Path.of(settings.tokenFile());
        try (Stream<String> lines = Files.lines(file)) {
            String token = lines.findFirst().orElse("").strip();
            if (token.isEmpty()) {
                throw new IllegalArgumentException(
                        "http.token-file: " + file + " has an empty first line (expected: the token)");
            }
            return new Token(token);
        } catch (IOException e) {
            throw new UncheckedIOException("http.token-file: " + file + " (expected: a readable file)", e);
        }
    }

    /** Whether nothing is asked of callers. */
    boolean open() {
        return expected.length == 0;
    }

    /** Whether the request carries the token, as {@code Authorization: Bearer} or as {@code ?token=}. */
    boolean admits(HttpRequest request) {
        return open() || presented(request).anyMatch(this::matches);
    }

    private static Stream<String> presented(HttpRequest request) {
        Stream<String> header = request.getHeader(Authorization.class).stream()
                .map(Authorization::value)
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> value.substring(SCHEME.length()).strip());
        return Stream.concat(header, query(request.getUri().rawQueryString().orElse("")));
    }

    /** Read leniently: other parameters of the same query may be written without encoding. */
    private static Stream<String> query(String raw) {
        return Arrays.stream(raw.split("&"))
                .filter(pair -> pair.startsWith(PARAMETER))
                .map(pair -> pair.substring(PARAMETER.length()))
                .map(Token::decode);
    }

    private static String decode(String value) {
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return value;
        }
    }

    private boolean matches(String presented) {
        return MessageDigest.isEqual(expected, presented.getBytes(StandardCharsets.UTF_8));
    }
}
