package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.tool.SocketCaller;
import io.tandem.tool.Tones;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpusTest {

    private static final int FRAMES = 50;

    private final OpusEncoder encoder = new OpusEncoder();
    private final OpusDecoder decoder = new OpusDecoder();
    private final byte[] packet = new byte[OpusEncoder.MAX_PACKET];
    private final short[] pcm = new short[OpusDecoder.MAX_SAMPLES];

    @Test
    void carriesAToneInSmallPackets() {
        short[] said = SocketCaller.tone(700, Opus.SAMPLE_RATE, FRAMES * 20);
        short[] heard = new short[said.length];
        int bytes = 0;
        for (int at = 0; at < said.length; at += Opus.FRAME_SAMPLES) {
            int length = encoder.encode(said, at, Opus.FRAME_SAMPLES, packet, 0);
            bytes += length;
            assertThat(decoder.decode(packet, 0, length, pcm, 0)).isEqualTo(Opus.FRAME_SAMPLES);
            System.arraycopy(pcm, 0, heard, at, Opus.FRAME_SAMPLES);
        }

        assertThat(bytes / FRAMES).as("bytes a packet: 24 kbit/s").isBetween(20, 120);
        short[] settled = Arrays.copyOfRange(heard, heard.length / 2, heard.length);
        assertThat(Tones.purity(settled, Opus.SAMPLE_RATE, 700)).isGreaterThan(0.95);
        assertThat(decoder.concealed()).isZero();
    }

    @Test
    void concealsWhatIsNoOpusAndCountsIt() {
        // Code 3 with a frame count of 0, which no packet may have (RFC 6716 §3.2.5).
        byte[] impossible = {(byte) 0xFF, 0};

        assertThat(decoder.decode(impossible, 0, impossible.length, pcm, 0)).isEqualTo(Opus.FRAME_SAMPLES);
        assertThat(decoder.concealed()).isEqualTo(1);
        int length = encoder.encode(new short[Opus.FRAME_SAMPLES], 0, Opus.FRAME_SAMPLES, packet, 0);
        assertThat(decoder.decode(packet, 0, length, pcm, 0)).isEqualTo(Opus.FRAME_SAMPLES);
        assertThat(decoder.concealed()).isEqualTo(1);
    }

    @Test
    void survivesAnyBytes() {
        Random random = new Random(3);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[1 + random.nextInt(300)];
            random.nextBytes(bytes);

            assertThat(decoder.decode(bytes, 0, bytes.length, pcm, 0)).isBetween(0, OpusDecoder.MAX_SAMPLES);
        }
        assertThat(decoder.concealed()).isPositive();
    }
}
