package io.tandem.speech.playback;

import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.Locale;

/**
 * One request of a fetch, to an address that was resolved and checked. An http hop goes to that very address, so that a name that
 * resolves differently the next moment gains nothing. An https hop goes by name, because the JDK's client verifies the certificate
 * against the URL: a server elsewhere would have to prove that it owns the name before it sees a request.
 *
 * @param uri as the controller or the server before wrote it
 */
record Hop(URI uri, HttpRequest request) {
    /**
     * The first request of a fetch. Blocks while the name is resolved.
     *
     * @throws PromptException when the URL is none or leads where it must not
     */
    static Hop to(String url, PlaybackSettings.Fetch limits) throws PromptException {
        return to(parse(url), limits);
    }

    /** The request after a redirect to {@code location}. */
    Hop redirected(String location, PlaybackSettings.Fetch limits) throws PromptException {
        return to(uri.resolve(parse(location)), limits);
    }

    private static URI parse(String url) throws PromptException {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            throw new PromptException("not a URL: " + e.getMessage() + " (expected: http://host/path)", e);
        }
    }

    private static Hop to(URI uri, PlaybackSettings.Fetch limits) throws PromptException {
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!(scheme.equals("http") || scheme.equals("https")) || uri.getHost() == null) {
            throw new PromptException("leads to " + uri + " (expected: http://host/path or https://host/path)");
        }
        InetAddress address = resolve(uri.getHost(), limits.allowPrivateAddresses());
        try {
            URI target = scheme.equals("http") ? pinned(uri, address) : uri;
            return new Hop(uri, request(uri, target, limits.timeout()));
        } catch (URISyntaxException e) {
            throw new PromptException("not a URL: " + e.getMessage(), e);
        }
    }

    private static InetAddress resolve(String host, boolean allowPrivate) throws PromptException {
        InetAddress[] addresses;
        try {
            addresses = InetAddress.getAllByName(host);
        } catch (UnknownHostException e) {
            throw new PromptException("host " + host + " has no address", e);
        }
        for (InetAddress address : addresses) {
            if (!allowPrivate && !PublicAddresses.isPublic(address)) {
                throw new PromptException("host " + host + " has the address " + address.getHostAddress()
                        + " (expected: a public address; see playback.fetch.allow-private-addresses)");
            }
        }
        return addresses[0];
    }

    private static URI pinned(URI uri, InetAddress address) throws URISyntaxException {
        String literal = address.getHostAddress();
        String host = literal.contains(":") ? "[" + literal.replaceFirst("%.*", "") + "]" : literal;
        String authority = uri.getPort() < 0 ? host : host + ":" + uri.getPort();
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        return new URI("http://" + authority + path + query);
    }

    private static HttpRequest request(URI uri, URI target, Duration timeout) {
        if (!target.equals(uri)) {
            String host = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
            try {
                return HttpRequest.newBuilder(target)
                        .header("Host", host)
                        .timeout(timeout)
                        .build();
            } catch (IllegalArgumentException e) {
                // The JDK's client was in use before this class: it connects by name, within the seconds that the JDK
                // keeps the
                // address just resolved.
            }
        }
        return HttpRequest.newBuilder(uri).timeout(timeout).build();
    }
}
