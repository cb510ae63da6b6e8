package io.tandem.media.codec;

import io.github.jaredmdobson.concentus.OpusException;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decodes Opus (RFC 6716) to mono at 16 kHz. A packet that cannot be decoded is concealed like a lost one, and counted. Unlike other
 * decoders it allocates, some 60 KiB a packet: not for a media loop. Single-threaded.
 */
public final class OpusDecoder implements AudioDecoder {

    /** Samples of the longest packet, 120 ms (RFC 6716 §2.1.4). */
    public static final int MAX_SAMPLES = Opus.SAMPLE_RATE / 1000 * 120;

    private static final Logger log = LoggerFactory.getLogger(OpusDecoder.class);

    private io.github.jaredmdobson.concentus.OpusDecoder decoder = fresh();
    private final LongAdder concealed = new LongAdder();

    private static io.github.jaredmdobson.concentus.OpusDecoder fresh() {
        try {
            return new io.github.jaredmdobson.concentus.OpusDecoder(Opus.SAMPLE_RATE, Opus.CHANNELS);
        } catch (OpusException e) {
            throw new IllegalStateException("a decoder for one channel at 16 kHz", e);
        }
    }

    @Override
    public int decode(byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
        try {
            int samples = decoder.decode(payload, offset, length, pcm, pcmOffset, pcm.length - pcmOffset, false);
            if (samples > 0) {
                return samples;
            }
        } catch (OpusException | RuntimeException | Error e) {
            // The library checks little: foreign bytes end in any exception, and also in AssertionError.
            log.debug("an Opus packet of {} bytes: {}", length, e.toString());
        }
        concealed.increment();
        return conceal(pcm, pcmOffset);
    }

    private int conceal(short[] pcm, int offset) {
        try {
            return Math.max(0, decoder.decode(null, 0, 0, pcm, offset, Opus.FRAME_SAMPLES, false));
        } catch (OpusException | RuntimeException | Error e) {
            // What the bad packet left behind is of no use; a stream that starts anew needs no past.
            decoder = fresh();
            return 0;
        }
    }

    /** Packets that could not be decoded so far. Any thread. */
    public long concealed() {
        return concealed.sum();
    }

    @Override
    public void reset() {
        decoder.resetState();
    }
}
