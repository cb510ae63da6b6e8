package io.tandem.http;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import akka.http.javadsl.server.AllDirectives;
import akka.http.javadsl.server.PathMatchers;
import akka.http.javadsl.server.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The pages of this server, from the folder {@code web} of the class path: the phone at {@code /}, the console at {@code /console},
 * and what both share. They hold no data, so they are served without a token; what they then ask for is not.
 */
final class WebPages extends AllDirectives {

    private static final String FOLDER = "/web/";

    /** Folders and a file; none climbs or begins with a dot. */
    private static final Pattern FILE = Pattern.compile("(phone|console|shared)(/[A-Za-z0-9_-]+)+(\\.[A-Za-z0-9_-]+)+");

    /** Scripts, styles and connections of this server only; nothing inline, nothing that another site may frame. */
    private static final String POLICY = "default-src 'self'; connect-src 'self' ws: wss:; media-src 'self' blob:;"
            + " img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static final List<HttpHeader> HEADERS = List.of(
            RawHeader.create("Content-Security-Policy", POLICY),
            RawHeader.create("Permissions-Policy", "microphone=(self), autoplay=(self)"),
            RawHeader.create("X-Content-Type-Options", "nosniff"),
            RawHeader.create("Referrer-Policy", "no-referrer"),
            RawHeader.create("Cache-Control", "no-cache"));

    private final Map<String, WebFile> files = new ConcurrentHashMap<>();

    Route route() {
        return concat(
                pathSingleSlash(() -> serve("phone/index.html")),
                path("console", () -> serve("console/index.html")),
                path(PathMatchers.remaining(), this::serve));
    }

    /** Asks for the method last: asked first, it would make a 404 of every other route's 405. */
    private Route serve(String path) {
        Optional<WebFile> found = file(path);
        return found.isEmpty()
                ? reject()
                : get(() -> optionalHeaderValueByName(
                        "If-None-Match", seen -> complete(response(found.get(), seen.orElse("")))));
    }

    private static HttpResponse response(WebFile file, String seen) {
        HttpResponse response = file.isNamedIn(seen)
                ? HttpResponse.create().withStatus(StatusCodes.NOT_MODIFIED)
                : HttpResponse.create().withEntity(file.entity());
        return response.addHeaders(HEADERS).addHeader(RawHeader.create("ETag", file.tag()));
    }

    /** Kept once read: the class path does not change while the server runs, and only files that exist are kept. */
    private Optional<WebFile> file(String path) {
        if (!FILE.matcher(path).matches()) {
            return Optional.empty();
        }
        return Optional.ofNullable(files.computeIfAbsent(path, WebPages::read));
    }

    private static @Nullable WebFile read(String path) {
        try (InputStream in = WebPages.class.getResourceAsStream(FOLDER + path)) {
            return in == null ? null : WebFile.of(path, in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException(path + " of the class path cannot be read", e);
        }
    }
}
