package io.tandem.http;

import akka.http.javadsl.model.HttpRequest;
import java.net.URI;
import java.util.Locale;

/**
 * Tells requests of foreign web pages apart. A browser lets any page send requests and open WebSockets to the loopback address; it
 * names the page in {@code Origin} (RFC 6454 §7, RFC 6455 §10.2). Programs send no such header.
 */
final class PageOrigin {

    private PageOrigin() {}

    /** Whether a page that is neither this server's nor of this machine makes the request. */
    static boolean isForeign(HttpRequest request) {
        String origin = origin(request);
        if (origin.isEmpty()) {
            return false;
        }
        // `Origin: null`, which sandboxed frames send, has no host and so is nobody's.
        String page = host(origin);
        String server = request.getHeader("Host")
                .map(header -> host("http://" + header.value()))
                .orElse("");
        return !isLoopback(page) && (page.isEmpty() || !page.equals(server));
    }

    static String origin(HttpRequest request) {
        return request.getHeader("Origin").map(header -> header.value().strip()).orElse("");
    }

    private static String host(String origin) {
        try {
            String host = URI.create(origin).getHost();
            return host == null ? "" : host.toLowerCase(Locale.ROOT);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** By its spelling: a name is not looked up, or its owner would decide the answer. */
    private static boolean isLoopback(String host) {
        return host.equals("localhost")
                || host.endsWith(".localhost")
                || host.equals("[::1]")
                || host.matches("127\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}");
    }
}
