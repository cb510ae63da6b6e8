package io.tandem.frontend.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.AudioPort;
import io.tandem.media.Audio;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class SocketAudioTest {

    private final SocketAudio audio = new SocketAudio(() -> {});
    private final short[] pcm = new short[Audio.FRAME_SAMPLES];
    private final byte[] frame = new byte[AudioPort.MAX_FRAME];

    @Test
    void playsWhatCameBeforeTheTrackInAnyChunkSize() {
        byte[] sent = ramp(4 * 640);
        for (int from = 0; from < sent.length; from += 100) {
            audio.received(ByteBuffer.wrap(sent, from, Math.min(100, sent.length - from)));
        }
        audio.start(Codecs.PCM_16K, Codecs.PCM_16K);

        for (int frame = 0; frame < 4; frame++) {
            assertThat(audio.receive(pcm)).isTrue();
            assertThat(pcm[1]).isEqualTo((short) (frame * Audio.FRAME_SAMPLES + 1));
        }
        assertThat(audio.receive(pcm)).isFalse();
    }

    @Test
    void ignoresAnOddTrailingByte() {
        audio.start(Codecs.PCM_16K, Codecs.PCM_16K);
        byte[] odd = Arrays.copyOf(ramp(640), 641);
        for (int i = 0; i < 3; i++) {
            audio.received(ByteBuffer.wrap(odd));
        }

        audio.receive(pcm);
        audio.receive(pcm);
        assertThat(pcm[5]).isEqualTo((short) 5);
    }

    @Test
    void waitsForSixtyMillisecondsOrWhateverCameUntilThen() {
        audio.start(Codecs.PCM_16K, Codecs.PCM_16K);
        audio.received(ByteBuffer.wrap(ramp(640)));

        assertThat(new boolean[] {audio.receive(pcm), audio.receive(pcm), audio.receive(pcm), audio.receive(pcm)})
                .containsExactly(false, false, false, true);
        audio.received(ByteBuffer.wrap(ramp(3 * 640)));
        assertThat(audio.receive(pcm)).isTrue();
    }

    @Test
    void keepsTheLastTwoSecondsOfABurst() {
        audio.start(Codecs.PCMU, Codecs.PCMU);
        audio.received(ByteBuffer.allocate(10 * 8000));

        int frames = 0;
        while (audio.receive(pcm)) {
            frames++;
        }
        assertThat(frames).isEqualTo(100);
    }

    static Stream<Arguments> frames() {
        return Stream.of(
                Arguments.of(Codecs.PCM_8K, 320),
                Arguments.of(Codecs.PCM_16K, 640),
                Arguments.of(Codecs.PCMU, 160),
                Arguments.of(Codecs.PCMA, 160),
                Arguments.of(Codecs.G722, 160));
    }

    @ParameterizedTest
    @MethodSource("frames")
    void sendsOneFrameASlotWhileSomethingPlays(AudioCodec codec, int bytes) {
        audio.start(Codecs.PCM_16K, codec);
        AtomicInteger wakes = new AtomicInteger();
        audio.onFrame(wakes::incrementAndGet);

        assertThat(audio.poll(frame)).isZero();
        audio.send(pcm, false);
        assertThat(wakes).hasValue(0);
        audio.send(pcm, true);
        audio.send(pcm, true);
        assertThat(wakes).hasValue(1);
        assertThat(audio.poll(frame)).isEqualTo(bytes);
        assertThat(audio.poll(frame)).isEqualTo(bytes);
        assertThat(audio.poll(frame)).isZero();
    }

    @Test
    void losesTheOldestFramesOfASlowCaller() {
        audio.start(Codecs.PCM_16K, Codecs.PCM_16K);
        for (short i = 0; i < 80; i++) {
            Arrays.fill(pcm, i);
            audio.send(pcm, true);
        }

        assertThat(audio.poll(frame)).isEqualTo(640);
        assertThat(frame[0]).isEqualTo((byte) 30);
        assertThat(audio.lost()).isEqualTo(30);
    }

    private static byte[] ramp(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length / 2; i++) {
            bytes[2 * i] = (byte) i;
            bytes[2 * i + 1] = (byte) (i >> 8);
        }
        return bytes;
    }
}
