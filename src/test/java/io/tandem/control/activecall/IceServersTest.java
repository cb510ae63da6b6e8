package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpResponse;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.control.activecall.ActiveCallSettings.IceServer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class IceServersTest {
    private static final Duration TTL = Duration.ofHours(1);
    private static final Clock CLOCK =
            Clock.fixed(Instant.ofEpochSecond(1_790_000_000L).minus(TTL), ZoneOffset.UTC);
    private static final IceServer STUN = new IceServer(List.of("stun:a:3478"), null, null, null, Duration.ZERO);
    private static final IceServer FIXED = new IceServer(List.of("turn:b:3478"), "bob", "pass", null, Duration.ZERO);
    private static final IceServer SECRET =
            new IceServer(List.of("turn:c:3478", "turns:c:443"), null, null, "s3cret", TTL);

    private final IceServers servers = new IceServers(List.of(STUN, FIXED, SECRET), CLOCK);

    @Test
    void signsAsTurnServersExpectIt() {
        assertThat(TurnCredential.of("s3cret", 1_790_000_000L, "alice"))
                .isEqualTo(new TurnCredential("1790000000:alice", "obMQo+BT6CLB43aAfax19dKoVu0="))
                .asString()
                .doesNotContain("obMQ");
    }

    @Test
    void answersTheProtocolsArrayWithItsNulls() {
        assertThat(json("", "alice"))
                .hasToString(
                        "[{\"urls\":[\"stun:a:3478\"],\"username\":null,\"credential\":null,\"credential_type\":\"password\"},"
                                + "{\"urls\":[\"turn:b:3478\"],\"username\":\"bob\",\"credential\":\"pass\",\"credential_type\":\"password\"},"
                                + "{\"urls\":[\"turn:c:3478\",\"turns:c:443\"],\"username\":\"1790000000:alice\","
                                + "\"credential\":\"obMQo+BT6CLB43aAfax19dKoVu0=\",\"credential_type\":\"password\"}]");
    }

    @Test
    void answersABrowsersConfiguration() {
        assertThat(json("w3c", "alice"))
                .hasToString("{\"iceServers\":[{\"urls\":[\"stun:a:3478\"]},"
                        + "{\"urls\":[\"turn:b:3478\"],\"username\":\"bob\",\"credential\":\"pass\"},"
                        + "{\"urls\":[\"turn:c:3478\",\"turns:c:443\"],\"username\":\"1790000000:alice\","
                        + "\"credential\":\"obMQo+BT6CLB43aAfax19dKoVu0=\"}],\"ttl\":3600}");
    }

    @Test
    void answersAsTheTurnRestDraftHasIt() {
        assertThat(json("turn-rest", "alice"))
                .hasToString("{\"username\":\"1790000000:alice\",\"password\":\"obMQo+BT6CLB43aAfax19dKoVu0=\","
                        + "\"ttl\":3600,\"uris\":[\"turn:c:3478\",\"turns:c:443\"]}");
        HttpResponse none =
                new IceServers(List.of(STUN), CLOCK).respond("127.0.0.1", Optional.of("turn-rest"), Optional.empty());
        assertThat(none.status().intValue()).isEqualTo(404);
    }

    @Test
    void isNeverKeptByCaches() {
        assertThat(respond("w3c", "alice")
                        .getHeader("Cache-Control")
                        .orElseThrow()
                        .value())
                .isEqualTo("no-store");
    }

    @Test
    void refusesUsersAndFormatsThatMakeNoSense() {
        for (String user : List.of("a:b", "Alice", "", "a".repeat(65))) {
            assertThat(respond("", user).status().intValue()).as(user).isEqualTo(400);
        }
        assertThat(text(respond("xml", "alice"))).contains("format: xml (expected: w3c, turn-rest or none)");
    }

    @Test
    void limitsTheRequestsOfAnAddress() {
        for (int i = 0; i < 30; i++) {
            assertThat(respond("", "alice").status().intValue()).isEqualTo(200);
        }
        HttpResponse refused = respond("", "alice");
        assertThat(refused.status().intValue()).isEqualTo(429);
        assertThat(refused.getHeader("Retry-After")).isPresent();
        assertThat(servers.respond("192.0.2.9", Optional.empty(), Optional.empty())
                        .status()
                        .intValue())
                .isEqualTo(200);
    }

    private HttpResponse respond(String format, String user) {
        return servers.respond(
                "127.0.0.1", format.isEmpty() ? Optional.empty() : Optional.of(format), Optional.of(user));
    }

    private JsonNode json(String format, String user) {
        try {
            return new ObjectMapper().readTree(text(respond(format, user)));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String text(HttpResponse response) {
        return ((HttpEntity.Strict) response.entity()).getData().utf8String();
    }
}
