package io.tandem.frontend.websocket;

import io.tandem.call.AudioPort;
import io.tandem.media.MediaEndpoint;
import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A WebSocket as media endpoint: the socket's thread at one side, the media loop at the other, two rings between. What comes before
 * the track starts waits for it. Nothing is sent while nothing plays (spec 6.1).
 */
final class SocketAudio implements MediaEndpoint, AudioPort {

    private static final Logger log = LoggerFactory.getLogger(SocketAudio.class);

    /** Two seconds of 16 kHz PCM. */
    private static final int EARLY_BYTES = 64_000;

    private final Runnable discard;
    private final AtomicBoolean waiting = new AtomicBoolean();
    private volatile Runnable wake = () -> {};
    private volatile @Nullable Intake intake;
    private volatile @Nullable Outlet outlet;
    private volatile @Nullable SocketLine line;

    // What came before the track; guarded by this, which the media loop never takes.
    private final Queue<byte[]> early = new ArrayDeque<>();
    private int earlyBytes;

    /** @param discard what to do when the call is not started after all */
    SocketAudio(Runnable discard) {
        this.discard = discard;
    }

    /** Starts the track, before the endpoint is attached. */
    void start(AudioCodec received, AudioCodec sent) {
        Intake in = new Intake(received);
        Outlet out = new Outlet(sent);
        start(in, out, new RingLine(in, out));
    }

    /** Starts the track with Opus both ways. */
    void startOpus(Executor codecThreads) {
        Intake in = new Intake(Codecs.PCM_16K);
        Outlet out = new Outlet(Codecs.PCM_16K);
        start(in, out, new OpusRelay(codecThreads, in, out, () -> wake.run()));
    }

    private synchronized void start(Intake in, Outlet out, SocketLine with) {
        early.forEach(chunk -> with.received(ByteBuffer.wrap(chunk)));
        early.clear();
        outlet = out;
        intake = in;
        line = with;
    }

    @Override
    public void received(ByteBuffer audio) {
        SocketLine to = line;
        if (to == null) {
            to = keepEarly(audio);
        }
        if (to != null) {
            to.received(audio);
        }
    }

    private synchronized @Nullable SocketLine keepEarly(ByteBuffer audio) {
        if (line != null) {
            return line;
        }
        byte[] copy = new byte[audio.remaining()];
        audio.get(copy);
        early.add(copy);
        earlyBytes += copy.length;
        while (earlyBytes > EARLY_BYTES) {
            earlyBytes -= early.remove().length;
        }
        return null;
    }

    @Override
    public int poll(byte[] frame) {
        SocketLine from = line;
        int length = from == null ? 0 : from.poll(frame);
        if (length == 0) {
            waiting.set(true);
            // A frame may have come between the look and the flag.
            length = from == null ? 0 : from.poll(frame);
            if (length > 0) {
                waiting.set(false);
            }
        }
        return length;
    }

    @Override
    public long lost() {
        SocketLine from = line;
        return from == null ? 0 : from.lost();
    }

    @Override
    public void onFrame(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void discard() {
        discard.run();
    }

    @Override
    public void attached(Context context) {
        // Needs neither the loop's selector nor its clock.
    }

    @Override
    public boolean receive(short[] pcm) {
        Intake in = intake;
        if (in == null) {
            Arrays.fill(pcm, (short) 0);
            return false;
        }
        return in.read(pcm);
    }

    @Override
    public void send(short[] pcm, boolean audible) {
        Outlet out = outlet;
        if (!audible || out == null) {
            return;
        }
        out.write(pcm);
        if (waiting.compareAndSet(true, false)) {
            wake.run();
        }
    }

    @Override
    public long ssrc() {
        return 0;
    }

    @Override
    public void detached() {
        Intake in = intake;
        SocketLine with = line;
        if (in != null && with != null && in.lost() + with.lost() + with.unusable() > 0) {
            log.info(
                    "WebSocket caller: {} bytes came too fast, {} frames went too slowly, {} messages were no audio",
                    in.lost(),
                    with.lost(),
                    with.unusable());
        }
    }
}
