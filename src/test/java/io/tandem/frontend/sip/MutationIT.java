package io.tandem.frontend.sip;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Valid requests with damage at random places: whatever comes of each, nothing faults, and the next call works. */
class MutationIT {
    private static final int MUTATIONS = 2000;
    private static final int CALL_EVERY = 250;
    private static final byte[] NASTY = "\0\t\r\n \"%<>;:,@=?[]\\\u007f\u00ff0".getBytes(StandardCharsets.ISO_8859_1);

    private final Random random = new Random(4475);

    @Test
    void damagedRequestsHarmNobody() throws Exception {
        try (RecordedLog log = new RecordedLog();
                SipServer server = new SipServer(SipServer.ACCEPT);
                RawSip attacker = RawSip.udp(server.port());
                RawSip peer = RawSip.udp(server.port())) {
            for (int i = 1; i <= MUTATIONS; i++) {
                RawCall raw = new RawCall(attacker);
                List<String> valid = List.of(raw.invite(40_000), raw.alone("BYE"), raw.alone("OPTIONS"));
                attacker.send(mutate(valid.get(i % valid.size()).getBytes(StandardCharsets.UTF_8)));
                endWhatBegan(attacker, Duration.ofMillis(1));
                if (i % CALL_EVERY == 0) {
                    RawCall.works(peer);
                }
            }
            // What still lives was never acknowledged: it ends by itself when its BYEs are answered or given up.
            while (server.frontEnd.load().legs() > 0) {
                endWhatBegan(attacker, Duration.ofMillis(200));
            }
            RawCall.works(peer);
            server.awaitFree();
            assertThat(log.errors()).isEmpty();
        }
    }

    /** Acknowledges nothing, answers every BYE; no answer may be a fault of the server. */
    private static void endWhatBegan(RawSip attacker, Duration patience) {
        var message = attacker.receive(patience);
        while (message.isPresent()) {
            if (message.get().startsWith("BYE ")) {
                attacker.send(RawCall.ok(message.get()));
            }
            assertThat(message.get()).doesNotStartWith("SIP/2.0 500");
            message = attacker.receive(patience);
        }
    }

    /** One to four changes: a byte replaced, bytes removed, bytes doubled, or the message cut. */
    private byte[] mutate(byte[] message) {
        byte[] mutant = message;
        for (int i = random.nextInt(4); i >= 0 && mutant.length > 0; i--) {
            int at = random.nextInt(mutant.length);
            int length = Math.min(1 + random.nextInt(12), mutant.length - at);
            mutant = switch (random.nextInt(8)) {
                case 0, 1, 2 -> with(mutant, at, NASTY[random.nextInt(NASTY.length)]);
                case 3 -> with(mutant, at, (byte) random.nextInt(256));
                case 4, 5 -> join(mutant, at, at + length);
                case 6 -> join(mutant, at + length, at);
                default -> random.nextInt(4) == 0 ? Arrays.copyOf(mutant, at) : mutant;
            };
        }
        return mutant;
    }

    private static byte[] with(byte[] message, int at, byte value) {
        byte[] changed = message.clone();
        changed[at] = value;
        return changed;
    }

    /** The message up to {@code end}, then what stands from {@code start} on. */
    private static byte[] join(byte[] message, int end, int start) {
        byte[] joined = Arrays.copyOf(message, end + message.length - start);
        System.arraycopy(message, start, joined, end, message.length - start);
        return joined;
    }
}
