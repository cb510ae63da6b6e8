package io.tandem.http.socket;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrameHandlerTest {

    private static final SocketLimits LIMITS = new SocketLimits(1_000, 2_000);
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;

    private final Log log = new Log();
    private EmbeddedChannel channel = new EmbeddedChannel();

    @BeforeEach
    void open() {
        channel.freezeTime();
        channel.pipeline().addLast(new LimitedFrameDecoder(LIMITS), new FrameHandler(channel, LIMITS, log));
    }

    @AfterEach
    void release() {
        channel.finishAndReleaseAll();
    }

    @Test
    void takesWholeMessages() {
        receive(frame(TEXT, true, "hällo"), frame(BINARY, true, "audio"), frame(TEXT, true, ""));

        assertThat(log.lines).containsExactly("opened", "text hällo", "binary audio", "text ");
    }

    @Test
    void takesMessagesInPartsWithPingsBetween() {
        receive(frame(TEXT, false, "a"), frame(PING, true, "now"), frame(0, false, "b"), frame(0, true, "c"));
        receive(frame(BINARY, false, ""), frame(0, true, "x"));

        assertThat(log.lines).containsExactly("opened", "text abc", "binary x");
        assertThat(sent()).containsExactly("10 now");
    }

    @Test
    void takesFramesHoweverTheNetworkCutsThem() {
        ByteBuf bytes = Unpooled.buffer();
        for (int size : new int[] {0, 1, 125, 126, 900, 1_999, 2_000, 2_001, 66_000, 5}) {
            bytes.writeBytes(frame(BINARY, true, "x".repeat(size)));
        }
        Random random = new Random(11);
        while (bytes.isReadable()) {
            channel.writeInbound(bytes.readRetainedSlice(Math.min(bytes.readableBytes(), 1 + random.nextInt(400))));
        }
        bytes.release();

        assertThat(log.lines.stream().map(line -> line.startsWith("binary") ? line.length() - 7 : line))
                .containsExactly("opened", 0, 1, 125, 126, 900, 1_999, 2_000, "tooLarge 2000", "tooLarge 2000", 5);
    }

    @Test
    void readsLargeMessagesAwayAlsoInParts() {
        receive(frame(TEXT, true, "x".repeat(1_001)));
        receive(frame(TEXT, false, "x".repeat(600)), frame(0, true, "x".repeat(600)));
        receive(frame(TEXT, false, "x".repeat(3_000)), frame(0, false, "y"), frame(0, true, "z"));
        receive(frame(BINARY, false, "x"), frame(0, true, "x".repeat(70_000)));
        receive(frame(TEXT, true, "still here"));

        assertThat(log.lines)
                .containsExactly(
                        "opened",
                        "tooLarge 1000",
                        "tooLarge 1000",
                        "tooLarge 1000",
                        "tooLarge 2000",
                        "text still here");
    }

    @Test
    void refusesWhatBreaksTheProtocol() {
        assertThat(closeCodeAfter(Unpooled.copiedBuffer(new byte[] {(byte) 0x81, 1, 'x'})))
                .as("an unmasked frame")
                .isEqualTo(1002);
        assertThat(closeCodeAfter(frame(3, true, "x"))).as("an unknown opcode").isEqualTo(1002);
        assertThat(closeCodeAfter(frame(0, true, "x"))).as("a part of nothing").isEqualTo(1002);
        assertThat(closeCodeAfter(frame(TEXT, true, new byte[] {(byte) 0xC3, 0x28})))
                .as("text that is not UTF-8")
                .isEqualTo(1007);
    }

    @Test
    void answersACloseAndEnds() {
        receive(frame(CLOSE, true, new byte[] {3, (byte) 0xE9}));

        assertThat(sent()).containsExactly("8 1001");
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines).containsExactly("opened", "closed");
    }

    @Test
    void closesOnceAndWaitsForTheAnswerNotForever() {
        log.open().sendText("last");
        log.open().close(4001, "enough");
        log.open().sendText("too late");
        receive(frame(TEXT, true, "ignored"));

        assertThat(sent()).containsExactly("1 last", "8 4001");
        assertThat(channel.isOpen()).isTrue();
        channel.advanceTimeBy(31, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();
        assertThat(channel.isOpen()).isFalse();
        assertThat(log.lines).containsExactly("opened", "closed");
    }

    @Test
    void pingsAtOnceAndPeriodically() {
        log.open().pingEvery(Duration.ofSeconds(5), () -> "tick");
        channel.runPendingTasks();
        channel.advanceTimeBy(5, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(sent()).containsExactly("9 tick", "9 tick");
    }

    @Test
    void runsAWakeUpOnceForAllCalls() {
        Runnable wake = log.open().wakeUp(() -> log.lines.add("awake"));
        wake.run();
        wake.run();
        channel.runPendingTasks();
        wake.run();
        channel.runPendingTasks();

        assertThat(log.lines).containsExactly("opened", "awake", "awake");
    }

    @Test
    void saysThatThePeerTakesNothing() {
        channel.config().setWriteBufferWaterMark(new WriteBufferWaterMark(10, 20));
        channel.pipeline().addFirst(new Deaf());
        log.open().sendText("x".repeat(30));
        assertThat(log.open().writable()).isFalse();
        receive(frame(PING, true, "are you there"));
        channel.advanceTimeBy(30, TimeUnit.SECONDS);
        channel.runScheduledPendingTasks();

        assertThat(log.lines).containsExactly("opened", "stalled");
        log.open().abort();
        assertThat(log.lines).containsExactly("opened", "stalled", "closed");
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "binary"})
    void endsTheSocketOfAListenerThatFails(String kind) {
        log.failOn = kind;
        receive(frame(TEXT, true, "a"), frame(BINARY, true, "b"), frame(TEXT, true, "c"));

        assertThat(sent()).containsExactly("8 1011");
    }

    private int closeCodeAfter(ByteBuf bytes) {
        channel = new EmbeddedChannel();
        open();
        receive(bytes);
        List<String> sent = sent();
        release();
        return Integer.parseInt(sent.get(0).substring(2));
    }

    private void receive(ByteBuf... frames) {
        channel.writeInbound((Object[]) frames);
    }

    private static ByteBuf frame(int opcode, boolean last, String payload) {
        return frame(opcode, last, payload.getBytes(StandardCharsets.UTF_8));
    }

    /** As a client sends it: masked. */
    private static ByteBuf frame(int opcode, boolean last, byte[] payload) {
        ByteBuf frame = Unpooled.buffer().writeByte((last ? 0x80 : 0) | opcode);
        if (payload.length < 126) {
            frame.writeByte(0x80 | payload.length);
        } else if (payload.length <= 0xFFFF) {
            frame.writeByte(0x80 | 126).writeShort(payload.length);
        } else {
            frame.writeByte(0x80 | 127).writeLong(payload.length);
        }
        byte[] key = {1, 2, 3, 4};
        frame.writeBytes(key);
        for (int i = 0; i < payload.length; i++) {
            frame.writeByte(payload[i] ^ key[i % 4]);
        }
        return frame;
    }

    /** Frames that were sent: opcode and payload; of close frames the code. */
    private List<String> sent() {
        List<String> frames = new ArrayList<>();
        for (ByteBuf next = channel.readOutbound(); next != null; next = channel.readOutbound()) {
            int opcode = next.readByte() & 0xF;
            next.skipBytes(1);
            frames.add(opcode + " "
                    + (opcode == CLOSE ? next.readUnsignedShort() : next.toString(StandardCharsets.UTF_8)));
            next.release();
        }
        return frames;
    }

    /** What the listener was told. */
    private static final class Log implements SocketListener {
        final List<String> lines = new ArrayList<>();
        String failOn = "";
        private @Nullable Socket socket;

        Socket open() {
            Socket open = socket;
            if (open == null) {
                throw new IllegalStateException("not open");
            }
            return open;
        }

        @Override
        public void opened(Socket opened) {
            socket = opened;
            lines.add("opened");
        }

        @Override
        public void text(String message) {
            add("text", message);
        }

        @Override
        public void binary(ByteBuffer message) {
            add("binary", StandardCharsets.UTF_8.decode(message).toString());
        }

        private void add(String kind, String content) {
            if (kind.equals(failOn)) {
                throw new IllegalStateException("a bug");
            }
            lines.add(kind + " " + content);
        }

        @Override
        public void tooLarge(int limit) {
            lines.add("tooLarge " + limit);
        }

        @Override
        public void writable() {
            lines.add("writable");
        }

        @Override
        public void stalled() {
            lines.add("stalled");
        }

        @Override
        public void closed() {
            lines.add("closed");
        }
    }

    /** A network that takes nothing. */
    private static final class Deaf extends ChannelOutboundHandlerAdapter {
        @Override
        public void flush(ChannelHandlerContext context) {
            // Whatever was written stays.
        }
    }
}
