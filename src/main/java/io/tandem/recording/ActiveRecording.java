package io.tandem.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One running recording: from its tap to its file. Written and finished by the {@link RecordingWriter} thread. */
final class ActiveRecording {
    private static final Logger log = LoggerFactory.getLogger(ActiveRecording.class);

    /** How long a stopped recording waits for its media loop to let the tap go. */
    private static final long PATIENCE_NANOS = 500_000_000;

    /** Hears the end, once, on the writer thread: must only hand over and return. */
    interface Listener {

        /** The file is complete. */
        void finished(long bytes);

        /** The file is closed and valid, but ends here. */
        void failed(String reason);
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final RecordingFile file;
    private final RecordingTap tap;
    private final Listener listener;
    private @Nullable String failure;
    private volatile long stoppedNanos;

    ActiveRecording(RecordingFile file, RecordingTap tap, Listener listener) {
        this.file = file;
        this.tap = tap;
        this.listener = listener;
    }

    RecordingTap tap() {
        return tap;
    }

    Path path() {
        return file.path();
    }

    /** The tap is being removed: finish when it is gone, or soon in any case. Any thread. */
    void stop() {
        stoppedNanos = Math.max(1, System.nanoTime());
    }

    /** Writes what was handed over; says whether the recording is over. */
    boolean write() {
        // Asked before the queue is emptied: nothing is handed over after it is true.
        boolean last = tap.isDetached() || patienceIsOver();
        try {
            for (RecordingTap.Chunk chunk = tap.poll(); chunk != null; chunk = tap.poll()) {
                file.append(chunk.silentSlots * WavHeader.BYTES_PER_SLOT, chunk.pcm);
                tap.release(chunk);
            }
            if (last && tap.trailingSlots() > 0) {
                file.append(tap.trailingSlots() * WavHeader.BYTES_PER_SLOT, NOTHING);
            }
        } catch (IOException e) {
            failure = reason(e);
            return true;
        }
        return last;
    }

    private boolean patienceIsOver() {
        long stopped = stoppedNanos;
        return stopped != 0 && System.nanoTime() - stopped > PATIENCE_NANOS;
    }

    /** Closes the file and tells the listener. */
    void finish() {
        try {
            file.close();
        } catch (IOException e) {
            if (failure == null) {
                failure = reason(e);
            }
            log.debug("closing {}", path(), e);
        }
        if (failure == null) {
            listener.finished(file.bytes());
        } else {
            listener.failed("recording " + path() + ": " + failure);
        }
    }

    /** What a person needs to know of {@code e}, without the path. */
    static String reason(IOException e) {
        String text = e instanceof FileSystemException system ? system.getReason() : e.getMessage();
        return text == null ? e.getClass().getSimpleName() : text;
    }
}
