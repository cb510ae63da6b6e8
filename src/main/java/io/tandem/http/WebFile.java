package io.tandem.http;

import akka.http.javadsl.model.ContentType;
import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpEntities;
import akka.http.javadsl.model.HttpEntity;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;

/**
 * A file of a web page.
 *
 * @param tag its {@code ETag}, made of its content
 */
record WebFile(HttpEntity.Strict entity, String tag) {

    private static final Map<String, ContentType> TYPES = Map.of(
            "html", ContentTypes.parse("text/html; charset=UTF-8"),
            "css", ContentTypes.parse("text/css; charset=UTF-8"),
            "js", ContentTypes.parse("text/javascript; charset=UTF-8"),
            "svg", ContentTypes.parse("image/svg+xml"),
            "png", ContentTypes.parse("image/png"),
            "webmanifest", ContentTypes.parse("application/manifest+json"));

    static WebFile of(String path, byte[] content) {
        String ending = path.substring(path.lastIndexOf('.') + 1);
        ContentType type = TYPES.getOrDefault(ending, ContentTypes.APPLICATION_OCTET_STREAM);
        return new WebFile(HttpEntities.create(type, content), '"' + digest(content) + '"');
    }

    /** Whether {@code If-None-Match} has it (RFC 9110 §13.1.2, weak comparison). */
    boolean isNamedIn(String ifNoneMatch) {
        return Arrays.stream(ifNoneMatch.split(","))
                .map(String::strip)
                .map(known -> known.startsWith("W/") ? known.substring(2) : known)
                .anyMatch(known -> known.equals("*") || known.equals(tag));
    }

    private static String digest(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content), 0, 8);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
