package io.tandem;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.media.codec.Codecs;
import io.tandem.tool.RtpPeer;
import io.tandem.tool.SippRunner;
import io.tandem.tool.SocketCaller;
import io.tandem.tool.SocketClient;
import io.tandem.tool.WebRtcClient;
import io.tandem.tool.WebRtcClient.Heard;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.awaitility.Awaitility;

/** Somebody on a call of a node, who says a tone of his own all the time and tells which tones of others he hears. */
abstract class Party implements AutoCloseable {
    /** What parties may say: whole periods in the 40 ms that a tone is measured over, and no harmonics of each other. */
    static final List<Integer> TONES = List.of(500, 700, 900, 1100, 1300);

    private static final int AUDIBLE = 1_500;
    private static final int HEAR_MILLIS = 320;

    final String id;
    final SocketClient socket;
    private final List<JsonNode> seen = new ArrayList<>();

    private Party(String id, SocketClient socket) {
        this.id = id;
        this.socket = socket;
    }

    /** Some 320 ms; fewer where nothing comes. */
    abstract Heard hear() throws InterruptedException;

    /** Tones of {@link #TONES} that are in what he hears now. */
    List<Integer> hears() throws InterruptedException {
        Heard heard = hear();
        return TONES.stream()
                .filter(tone -> Math.sqrt(2 * heard.purity(tone)) * heard.level() > AUDIBLE)
                .toList();
    }

    /** Sends a command, its quotes single ones, and returns the ack or error that answers it. */
    JsonNode command(String json) throws Exception {
        socket.send("{'id':'" + json.hashCode() + "'," + json.substring(1));
        return next(event -> event.path("id").asText().equals("" + json.hashCode()));
    }

    JsonNode bridge(Party other) throws Exception {
        return command("{'command':'bridge','targetSessionId':'" + other.id + "'}");
    }

    /** Waits for an event of that name about that track, which may have come before. */
    void await(String name, String trackId) throws InterruptedException {
        Predicate<JsonNode> wanted = event -> event.path("event").asText().equals(name)
                && event.path("trackId").asText().equals(trackId);
        if (seen.stream().noneMatch(wanted)) {
            next(wanted);
        }
    }

    private JsonNode next(Predicate<JsonNode> wanted) throws InterruptedException {
        JsonNode event = socket.event();
        while (!wanted.test(event)) {
            seen.add(event);
            event = socket.event();
        }
        return event;
    }

    /** A phone by SIP and RTP. */
    static final class Phone extends Party {
        final CompletableFuture<SippRunner.Result> call;
        private final RtpPeer peer;

        Phone(String id, SocketClient socket, RtpPeer peer, CompletableFuture<SippRunner.Result> call) {
            super(id, socket);
            this.peer = peer;
            this.call = call;
        }

        @Override
        Heard hear() {
            int from = peer.heardSamples();
            int until = from + RtpPeer.SAMPLE_RATE * HEAR_MILLIS / 1000;
            Awaitility.await("RTP").until(() -> peer.heardSamples() >= until);
            return new Heard(RtpPeer.SAMPLE_RATE, peer.heardSince(from));
        }

        @Override
        public void close() throws Exception {
            socket.send("{'command':'hangup'}");
            call.get(30, TimeUnit.SECONDS);
            peer.close();
        }
    }

    /** A caller whose audio comes by WebSocket. */
    static final class Browser extends Party {
        private static final int RATE = 16_000;
        private final SocketCaller caller;

        Browser(String id, SocketClient socket, int tone) {
            super(id, socket);
            caller = new SocketCaller(socket, Codecs.PCM_16K, Codecs.PCM_16K);
            caller.say(SocketCaller.tone(tone, RATE, 60_000));
        }

        @Override
        Heard hear() throws InterruptedException {
            socket.audio.clear();
            List<byte[]> frames = new ArrayList<>();
            byte[] frame = socket.audio.poll(HEAR_MILLIS, TimeUnit.MILLISECONDS);
            while (frame != null && frames.size() < HEAR_MILLIS / 20) {
                frames.add(frame);
                frame = socket.audio.poll(HEAR_MILLIS, TimeUnit.MILLISECONDS);
            }
            short[] pcm = new short[frames.size() * RATE / 50];
            var decoder = Codecs.PCM_16K.decoder().get();
            int at = 0;
            for (byte[] bytes : frames) {
                at += decoder.decode(bytes, 0, bytes.length, pcm, at);
            }
            return new Heard(RATE, Arrays.copyOf(pcm, at));
        }

        @Override
        public void close() throws Exception {
            caller.close();
            socket.send("{'command':'hangup'}");
        }
    }

    /** A caller by WebRTC, in a process of its own. */
    static final class Peer extends Party {
        private static final String CONNECTION = "a";
        private final WebRtcClient client;

        Peer(String id, SocketClient socket, int tone) throws Exception {
            super(id, socket);
            client = new WebRtcClient();
            socket.send("{'command':'invite','option':{'offer':"
                    + JsonNodeFactory.instance.textNode(client.offer(CONNECTION)) + "}}");
            client.answer(CONNECTION, socket.await("answer").path("sdp").asText());
            client.say(CONNECTION, tone);
        }

        @Override
        Heard hear() {
            return client.hear(CONNECTION, HEAR_MILLIS);
        }

        @Override
        public void close() throws Exception {
            socket.send("{'command':'hangup'}");
            client.close();
        }
    }
}
