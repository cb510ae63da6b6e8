package io.tandem.media.rtp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioDecoder;
import io.tandem.media.codec.Resampler;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The decoders of the payload types that the far end may send; each packet's own type decides, so it may change at any moment. */
final class ReceiveCodecs implements PayloadDecoder {
    private static final int PAYLOAD_TYPES = 128;
    private static final int SAMPLE_RATE = 16_000;
    private static final int MAX_PACKET_MILLIS = 120;

    private final @Nullable Stream[] streams = new @Nullable Stream[PAYLOAD_TYPES];
    private final short[] samples;
    private int last = -1;

    ReceiveCodecs(StreamMemory memory) {
        samples = memory.codecSamples;
    }

    /** Replaces the table; a payload type that keeps its codec keeps its state. */
    void use(Map<Integer, AudioCodec> codecs) {
        for (int type = 0; type < PAYLOAD_TYPES; type++) {
            AudioCodec codec = codecs.get(type);
            Stream stream = streams[type];
            if (codec == null) {
                streams[type] = null;
            } else if (stream == null || !stream.codec.equals(codec)) {
                streams[type] = new Stream(codec);
            }
        }
    }

    boolean knows(int payloadType) {
        return streams[payloadType] != null;
    }

    /** RTP clock of a known payload type. */
    int clockRate(int payloadType) {
        Stream stream = streams[payloadType];
        return stream == null ? SAMPLE_RATE : stream.codec.clockRate();
    }

    /** The next packet belongs to a new stream. */
    void reset() {
        last = -1;
    }

    @Override
    public int decode(int payloadType, byte[] payload, int offset, int length, short[] pcm, int pcmOffset) {
        Stream stream = streams[payloadType];
        if (stream == null) {
            // Renegotiated away while the packet waited.
            return 0;
        }
        if (payloadType != last) {
            last = payloadType;
            stream.decoder.reset();
        }
        int believed = Math.min(length, MAX_PACKET_MILLIS * stream.codec.bytesPerMillisecond());
        if (stream.resampler == null) {
            return stream.decoder.decode(payload, offset, believed, pcm, pcmOffset);
        }
        int count = stream.decoder.decode(payload, offset, believed, samples, 0);
        return stream.resampler.process(samples, 0, count, pcm, pcmOffset);
    }

    /** One payload type's codec and state. */
    private static final class Stream {
        private final AudioCodec codec;
        private final AudioDecoder decoder;
        private final @Nullable Resampler resampler;

        Stream(AudioCodec codec) {
            this.codec = codec;
            this.decoder = codec.decoder().get();
            this.resampler = codec.sampleRate() == SAMPLE_RATE ? null : new Resampler(codec.sampleRate(), SAMPLE_RATE);
        }
    }
}
