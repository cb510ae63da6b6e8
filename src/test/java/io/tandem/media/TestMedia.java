package io.tandem.media;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.media.sdp.NegotiatedMedia;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Settings and agreements for tests. */
final class TestMedia {
    private TestMedia() {}

    static MediaSettings settings(int portStart, int portEnd, Duration rest) {
        return settings(portStart, portEnd, rest, Duration.ofSeconds(5));
    }

    static MediaSettings settings(int portStart, int portEnd, Duration rest, Duration rtcpInterval) {
        return new MediaSettings(
                1,
                Duration.ofMillis(5),
                new MediaSettings.Rtp(
                        "127.0.0.1",
                        portStart,
                        portEnd,
                        rest,
                        List.of(Codecs.PCMU),
                        Duration.ofMillis(20),
                        RtpEndpoint.Latching.AUTO,
                        Duration.ofSeconds(60),
                        Duration.ofSeconds(60),
                        4,
                        rtcpInterval),
                new MediaSettings.JitterBuffer(Duration.ofMillis(20), Duration.ofMillis(200)));
    }

    static NegotiatedMedia agreed(AudioCodec codec, InetSocketAddress remote) {
        return agreed(codec, remote, true);
    }

    static NegotiatedMedia agreed(AudioCodec codec, InetSocketAddress remote, boolean sending) {
        InetSocketAddress rtcp =
                remote == null ? null : new InetSocketAddress(remote.getAddress(), remote.getPort() + 1);
        int type = codec.staticPayloadType();
        return new NegotiatedMedia(
                remote, rtcp, false, codec, type, Map.of(type, codec), 101, 101, 20, -1, sending, true);
    }

    /** A 16 kHz tone without end. */
    static PlayoutSource tone(double hertz) {
        return new PlayoutSource() {
            private long at;

            @Override
            public int read(short[] pcm, int offset, int length) {
                for (int i = 0; i < length; i++, at++) {
                    pcm[offset + i] = (short) (8000 * Math.sin(2 * Math.PI * hertz * at / Audio.SAMPLE_RATE));
                }
                return length;
            }
        };
    }

    /** Power of one frequency in a frame, relative to the frame's whole power: 1 for a pure tone. */
    static double share(short[] pcm, double hertz) {
        double re = 0;
        double im = 0;
        double all = 1;
        for (int i = 0; i < pcm.length; i++) {
            double phase = 2 * Math.PI * hertz * i / Audio.SAMPLE_RATE;
            re += pcm[i] * Math.cos(phase);
            im += pcm[i] * Math.sin(phase);
            all += (double) pcm[i] * pcm[i];
        }
        return 2 * (re * re + im * im) / pcm.length / all;
    }
}
