package io.tandem.control.activecall;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.control.activecall.ActiveCallSettings.IceServer;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /iceservers} (spec 1.9): the servers that browsers are to use, as the protocol's array, as a browser's configuration
 * ({@code format=w3c}) or as the TURN REST draft has it ({@code format=turn-rest}). Where a server has a secret, its credential is made for
 * the request.
 */
final class IceServers {
    private static final List<IceServer> DEFAULT =
            List.of(new IceServer(List.of("stun:stun.l.google.com:19302"), null, null, null, Duration.ZERO));
    private static final int PER_MINUTE = 30;
    private static final String ANYBODY = "web";
    private static final Pattern USER = Pattern.compile("[a-z0-9_-]{1,64}");
    private static final HttpHeader NO_STORE = HttpHeader.parse("Cache-Control", "no-store");

    /** A server with the credential of this request. */
    private record Issued(List<String> urls, @Nullable String username, @Nullable String credential, Duration ttl) {}

    private final List<IceServer> servers;
    private final AddressRate rate;
    private final Clock clock;

    IceServers(List<IceServer> configured, Clock clock) {
        this.servers = configured.isEmpty() ? DEFAULT : configured;
        this.rate = new AddressRate(PER_MINUTE, clock);
        this.clock = clock;
    }

    /**
     * Answers a request.
     *
     * @param address who asks
     * @param format as in the query
     * @param user whom TURN user names shall name, as in the query
     */
    HttpResponse respond(String address, Optional<String> format, Optional<String> user) {
        if (!rate.admits(address)) {
            return Replies.text(StatusCodes.TOO_MANY_REQUESTS, "more than " + PER_MINUTE + " requests a minute")
                    .addHeader(HttpHeader.parse("Retry-After", "60"));
        }
        String name = user.orElse(ANYBODY);
        if (!USER.matcher(name).matches()) {
            return Replies.text(
                    StatusCodes.BAD_REQUEST, "user: " + Excerpt.of(name) + " (expected: 1 to 64 of a-z 0-9 _ -)");
        }
        List<Issued> issued =
                servers.stream().map(server -> issue(server, name)).toList();
        HttpResponse response =
                switch (format.orElse("")) {
                    case "" -> Replies.json(array(issued).toString());
                    case "w3c" -> Replies.json(w3c(issued).toString());
                    case "turn-rest" -> turnRest(issued);
                    default ->
                        Replies.text(
                                StatusCodes.BAD_REQUEST,
                                "format: " + Excerpt.of(format.get()) + " (expected: w3c, turn-rest or none)");
                };
        return response.addHeader(NO_STORE);
    }

    private Issued issue(IceServer server, String user) {
        String secret = server.turnSecret();
        if (secret == null) {
            return new Issued(server.urls(), server.username(), server.credential(), Duration.ZERO);
        }
        long expiry = clock.instant().plus(server.ttl()).getEpochSecond();
        TurnCredential credential = TurnCredential.of(secret, expiry, user);
        return new Issued(server.urls(), credential.username(), credential.password(), server.ttl());
    }

    /** Nulls are present here. */
    private static ArrayNode array(List<Issued> servers) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (Issued server : servers) {
            ObjectNode json = array.addObject();
            server.urls().forEach(json.putArray("urls")::add);
            json.put("username", server.username())
                    .put("credential", server.credential())
                    .put("credential_type", "password");
        }
        return array;
    }

    /** What a page gives to {@code new RTCPeerConnection}, with the seconds it lasts where some of it does not for ever. */
    private static ObjectNode w3c(List<Issued> servers) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        ArrayNode array = json.putArray("iceServers");
        for (Issued server : servers) {
            ObjectNode entry = array.addObject();
            server.urls().forEach(entry.putArray("urls")::add);
            if (server.username() != null) {
                entry.put("username", server.username());
            }
            if (server.credential() != null) {
                entry.put("credential", server.credential());
            }
        }
        servers.stream()
                .map(Issued::ttl)
                .filter(ttl -> !ttl.isZero())
                .min(Comparator.naturalOrder())
                .ifPresent(ttl -> json.put("ttl", ttl.toSeconds()));
        return json;
    }

    /** The first server whose credentials last for a time; that format has room for one. */
    private static HttpResponse turnRest(List<Issued> servers) {
        return servers.stream()
                .filter(server -> !server.ttl().isZero())
                .findFirst()
                .map(server -> {
                    ObjectNode json = JsonNodeFactory.instance
                            .objectNode()
                            .put("username", server.username())
                            .put("password", server.credential())
                            .put("ttl", server.ttl().toSeconds());
                    server.urls().forEach(json.putArray("uris")::add);
                    return Replies.json(json.toString());
                })
                .orElseGet(() -> Replies.text(
                        StatusCodes.NOT_FOUND, "no TURN server with a secret (tandem.active-call.ice-servers)"));
    }
}
