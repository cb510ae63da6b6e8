package io.tandem.speech;

import io.tandem.call.QualityFeed;
import io.tandem.media.Audio;
import io.tandem.media.AudioInput;
import io.tandem.media.AudioTap;
import io.tandem.media.MediaEndpoint;
import io.tandem.media.MediaSession;
import io.tandem.media.PlayoutListener;
import io.tandem.media.PlayoutSource;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** A media session whose slots are run by the test: commands wait for the next {@link #slot}, as with a real loop. */
public final class FakeMediaSession implements MediaSession {
    public static final long SSRC = 4711;

    public final List<String> commands = new ArrayList<>();
    public long nanoTime = 1_000_000_000;

    private final Queue<Runnable> queue = new ArrayDeque<>();
    private final List<AudioTap> taps = new ArrayList<>();
    private final List<AudioInput> inputs = new ArrayList<>();
    private PlayoutSource source;
    private PlayoutListener listener;
    private long playedSlots;
    private boolean paused;

    /** Runs one slot and returns what was sent. */
    public synchronized short[] slot(short[] received) {
        while (!queue.isEmpty()) {
            queue.poll().run();
        }
        short[] sent = new short[Audio.FRAME_SAMPLES];
        if (source != null && !paused) {
            if (source.read(sent, 0, sent.length) == PlayoutSource.END) {
                end(PlayoutListener.End.DRAINED);
            } else {
                playedSlots++;
            }
        }
        mixInto(sent);
        for (AudioTap tap : List.copyOf(taps)) {
            tap.onFrame(received, sent, nanoTime);
        }
        nanoTime += 20_000_000;
        return sent;
    }

    private void mixInto(short[] sent) {
        int[] sum = new int[sent.length];
        inputs.forEach(input -> input.mix(sum));
        for (int i = 0; i < sent.length; i++) {
            sent[i] += (short) sum[i];
        }
    }

    public short[] slot() {
        return slot(new short[Audio.FRAME_SAMPLES]);
    }

    public synchronized boolean playing() {
        return source != null;
    }

    public synchronized int taps() {
        return taps.size();
    }

    public synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    private void end(PlayoutListener.End end) {
        PlayoutSource old = source;
        if (old != null) {
            source = null;
            old.close();
            listener.ended(end, playedSlots * Audio.FRAME_MILLIS, SSRC);
        }
    }

    private synchronized void later(String name, Runnable command) {
        commands.add(name);
        queue.add(command);
    }

    @Override
    public void play(PlayoutSource next, PlayoutListener nextListener) {
        later("play", () -> {
            end(PlayoutListener.End.REPLACED);
            source = next;
            listener = nextListener;
            playedSlots = 0;
            paused = false;
        });
    }

    @Override
    public void stopPlayout(Duration fade) {
        later("stop " + fade.toMillis(), () -> {
            if (fade.isZero()) {
                end(PlayoutListener.End.STOPPED);
            }
        });
    }

    @Override
    public void pausePlayout() {
        later("pause", () -> paused = true);
    }

    @Override
    public void resumePlayout() {
        later("resume", () -> paused = false);
    }

    @Override
    public void mute(Side side, boolean on) {
        later("mute " + side + " " + on, () -> {});
    }

    @Override
    public void addInput(AudioInput input) {
        later("addInput", () -> inputs.add(input));
    }

    @Override
    public void addTap(AudioTap tap) {
        later("addTap", () -> taps.add(tap));
    }

    @Override
    public void removeTap(AudioTap tap) {
        later("removeTap", () -> {
            if (taps.remove(tap)) {
                tap.detached();
            }
        });
    }

    @Override
    public void attach(MediaEndpoint endpoint) {
        throw new UnsupportedOperationException("no endpoint here");
    }

    @Override
    public void inactivityTimeout(Duration timeout) {
        throw new UnsupportedOperationException("no endpoint here");
    }

    @Override
    public void execute(Runnable work) {
        later("execute", work);
    }

    @Override
    public QualityFeed quality() {
        return QualityFeed.NONE;
    }

    @Override
    public void close() {
        later("close", () -> {
            end(PlayoutListener.End.CLOSED);
            taps.forEach(AudioTap::detached);
            taps.clear();
            inputs.forEach(AudioInput::detached);
            inputs.clear();
        });
    }
}
