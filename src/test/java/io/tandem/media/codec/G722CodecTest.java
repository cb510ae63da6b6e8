package io.tandem.media.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;

/**
 * The checksums are those of libspandsp 0.0.6 (an independent implementation) for the same pseudo-random input in twelve
 * levels, which drives every interval of both quantizers. It wraps around where the decoder overflows, so decoding is compared 12 dB
 * lower.
 */
class G722CodecTest {

    private static final int SAMPLES = 32_000;

    @Test
    void encodesBitExactly() {
        byte[] codes = new byte[SAMPLES / 2];
        int bytes = Codecs.G722.encoder().get().encode(noiseInSteps(0), 0, SAMPLES, codes, 0);
        assertThat(bytes).isEqualTo(SAMPLES / 2);
        assertThat(crc(codes)).isEqualTo(0xCB09BFAEL);
    }

    @Test
    void decodesItsOwnCodesBitExactly() {
        byte[] codes = new byte[SAMPLES / 2];
        Codecs.G722.encoder().get().encode(noiseInSteps(2), 0, SAMPLES, codes, 0);
        assertThat(crc(decode(codes))).isEqualTo(0x33764AA4L);
    }

    @Test
    void startsAfreshAfterAReset() {
        AudioEncoder encoder = Codecs.G722.encoder().get();
        byte[] first = new byte[SAMPLES / 2];
        byte[] second = new byte[SAMPLES / 2];
        encoder.encode(noiseInSteps(0), 0, SAMPLES, first, 0);
        encoder.reset();
        encoder.encode(noiseInSteps(0), 0, SAMPLES, second, 0);
        assertThat(second).isEqualTo(first);

        AudioDecoder decoder = Codecs.G722.decoder().get();
        short[] pcm = new short[SAMPLES];
        decoder.decode(first, 0, first.length, pcm, 0);
        decoder.reset();
        short[] again = new short[SAMPLES];
        decoder.decode(first, 0, first.length, again, 0);
        assertThat(again).isEqualTo(pcm);
    }

    private static short[] decode(byte[] codes) {
        short[] pcm = new short[2 * codes.length];
        assertThat(Codecs.G722.decoder().get().decode(codes, 0, codes.length, pcm, 0))
                .isEqualTo(pcm.length);
        return pcm;
    }

    private static short[] noiseInSteps(int attenuation) {
        short[] pcm = new short[SAMPLES];
        int state = 1;
        for (int i = 0; i < SAMPLES; i++) {
            state = next(state);
            pcm[i] = (short) ((state >> 15 & 0xFFFF) - 32_768 >> attenuation + i / 1_000 % 12);
        }
        return pcm;
    }

    private static int next(int state) {
        return state * 1_103_515_245 + 12_345 & Integer.MAX_VALUE;
    }

    private static long crc(short[] pcm) {
        ByteBuffer bytes = ByteBuffer.allocate(2 * pcm.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asShortBuffer().put(pcm);
        return crc(bytes.array());
    }

    private static long crc(byte[] bytes) {
        CRC32 crc = new CRC32();
        crc.update(bytes);
        return crc.getValue();
    }
}
