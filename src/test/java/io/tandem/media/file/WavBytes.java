package io.tandem.media.file;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Builds WAV files chunk by chunk. */
final class WavBytes {

    private final ByteBuffer out = ByteBuffer.allocate(4 << 20).order(ByteOrder.LITTLE_ENDIAN);

    WavBytes() {
        name("RIFF").putInt(0);
        name("WAVE");
    }

    /** A sine of one second, the same in every channel, stored in the given way. */
    static byte[] tone(int tag, int bits, int channels, int rate, double hertz, double amplitude) {
        return new WavBytes()
                .format(tag, bits, channels, rate)
                .data(tag, bits, channels, rate, hertz, amplitude)
                .build();
    }

    WavBytes format(int tag, int bits, int channels, int rate) {
        name("fmt ").putInt(16);
        return formatFields(tag, bits, channels, rate);
    }

    WavBytes extensibleFormat(int tag, int bits, int channels, int rate) {
        name("fmt ").putInt(40);
        formatFields(0xFFFE, bits, channels, rate);
        out.putShort((short) 22).putShort((short) bits).putInt(0).putShort((short) tag);
        out.put(new byte[] {0, 0, 0, 0, 0x10, 0, (byte) 0x80, 0, 0, (byte) 0xAA, 0, 0x38, (byte) 0x9B, 0x71});
        return this;
    }

    private WavBytes formatFields(int tag, int bits, int channels, int rate) {
        int frame = channels * ((bits + 7) / 8);
        out.putShort((short) tag).putShort((short) channels).putInt(rate).putInt(rate * frame);
        out.putShort((short) frame).putShort((short) bits);
        return this;
    }

    WavBytes chunk(String name, int size, byte... content) {
        name(name).putInt(size).put(content);
        return this;
    }

    WavBytes data(int tag, int bits, int channels, int rate, double hertz, double amplitude) {
        name("data").putInt(rate * channels * ((bits + 7) / 8));
        for (int i = 0; i < rate; i++) {
            double value = amplitude * Math.sin(2 * Math.PI * hertz * i / rate) / 32_768;
            for (int channel = 0; channel < channels; channel++) {
                sample(tag, bits, value);
            }
        }
        return this;
    }

    private void sample(int tag, int bits, double value) {
        if (tag == 3) {
            if (bits == 32) {
                out.putFloat((float) value);
            } else {
                out.putDouble(value);
            }
            return;
        }
        switch (bits) {
            case 8 -> out.put((byte) (128 + Math.round(value * 127)));
            case 16 -> out.putShort((short) Math.round(value * 32_767));
            case 24 -> {
                int sample = (int) Math.round(value * 8_388_607);
                out.put((byte) sample).putShort((short) (sample >> 8));
            }
            default -> out.putInt((int) Math.round(value * Integer.MAX_VALUE));
        }
    }

    byte[] build() {
        byte[] bytes = new byte[out.position()];
        out.flip().get(bytes);
        return bytes;
    }

    private ByteBuffer name(String name) {
        return out.put(name.getBytes(StandardCharsets.US_ASCII));
    }
}
