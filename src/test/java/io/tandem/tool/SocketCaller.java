package io.tandem.tool;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.AudioDecoder;
import io.tandem.media.codec.AudioEncoder;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A caller on a WebSocket: talks in frames of 20 ms as they would come from a microphone, and listens. */
public final class SocketCaller implements AutoCloseable {
    private static final int FRAME_MILLIS = 20;

    private final SocketClient socket;
    private final AudioCodec says;
    private final AudioCodec hears;
    private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();

    /**
     * @param says codec of what is sent
     * @param hears codec of what comes back
     */
    public SocketCaller(SocketClient socket, AudioCodec says, AudioCodec hears) {
        this.socket = socket;
        this.says = says;
        this.hears = hears;
    }

    public SocketClient socket() {
        return socket;
    }

    /** A tone of half the full scale. */
    public static short[] tone(int hertz, int sampleRate, int millis) {
        short[] pcm = new short[sampleRate / 1000 * millis];
        for (int i = 0; i < pcm.length; i++) {
            pcm[i] = (short) (12_000 * Math.sin(2 * Math.PI * hertz * i / sampleRate));
        }
        return pcm;
    }

    /** Says this audio (at the codec's rate) at the pace of speech; done when its last frame is sent. */
    public CompletableFuture<Void> say(short[] pcm) {
        CompletableFuture<Void> said = new CompletableFuture<>();
        AudioEncoder encoder = says.encoder().get();
        int samples = says.sampleRate() / 1000 * FRAME_MILLIS;
        int[] at = {0};
        var pacing = pacer.scheduleAtFixedRate(
                () -> {
                    if (at[0] + samples > pcm.length) {
                        said.complete(null);
                        return;
                    }
                    byte[] frame = new byte[says.bytesPerMillisecond() * FRAME_MILLIS];
                    int length = encoder.encode(pcm, at[0], samples, frame, 0);
                    at[0] += samples;
                    socket.socket()
                            .sendBinary(ByteBuffer.wrap(frame, 0, length), true)
                            .join();
                },
                0,
                FRAME_MILLIS,
                TimeUnit.MILLISECONDS);
        return said.whenComplete((done, failure) -> pacing.cancel(false));
    }

    /** Hears so many frames; fewer when nothing came for 5 s. */
    public short[] hear(int frames) throws InterruptedException {
        AudioDecoder decoder = hears.decoder().get();
        short[] heard = new short[frames * hears.sampleRate() / 1000 * FRAME_MILLIS];
        int length = 0;
        for (int i = 0; i < frames; i++) {
            byte[] frame = socket.audio.poll(5, TimeUnit.SECONDS);
            if (frame == null) {
                break;
            }
            if (frame.length != hears.bytesPerMillisecond() * FRAME_MILLIS) {
                throw new AssertionError("a frame of " + frame.length + " bytes");
            }
            length += decoder.decode(frame, 0, frame.length, heard, length);
        }
        return Arrays.copyOf(heard, length);
    }

    @Override
    public void close() {
        pacer.shutdownNow();
    }
}
