package io.tandem.recording;

import io.tandem.call.RecorderOptions;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that writes the recordings of all calls of a node. It looks for full buffers twenty times a second. */
public final class RecordingWriter implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(RecordingWriter.class);
    private static final long ROUND_NANOS = 50_000_000;
    private static final long CLOSE_MILLIS = 5_000;

    /** Opens a file for writing; tests put broken disks here. */
    @FunctionalInterface
    interface Opener {
        SeekableByteChannel open(Path path) throws IOException;
    }

    private final RecordingSettings settings;
    private final Opener opener;
    private final Set<Path> inUse = ConcurrentHashMap.newKeySet();
    private final ConcurrentLinkedQueue<ActiveRecording> starting = new ConcurrentLinkedQueue<>();
    private final List<ActiveRecording> active = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "tandem-recording");
    private volatile boolean closed;
    private volatile long droppedSlots;

    private RecordingWriter(RecordingSettings settings, Opener opener) {
        this.settings = settings;
        this.opener = opener;
    }

    /** Starts the writer thread. */
    public static RecordingWriter start(RecordingSettings settings) {
        // Not through a link that lies where the file should be.
        return start(
                settings,
                path -> FileChannel.open(
                        path,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE,
                        LinkOption.NOFOLLOW_LINKS));
    }

    static RecordingWriter start(RecordingSettings settings, Opener opener) {
        RecordingWriter writer = new RecordingWriter(settings, opener);
        writer.thread.setDaemon(true);
        writer.thread.start();
        return writer;
    }

    /** Slots of 20 ms of finished recordings that became silence because the disk was too slow. */
    public long droppedSlots() {
        return droppedSlots;
    }

    /** Finishes every running recording, waiting at most five seconds for the disk. */
    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
        try {
            thread.join(CLOSE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Opens the file of a recording and begins to write what its tap hands over. Blocks.
     *
     * @throws IOException when the file cannot be made; the message is for the controller
     */
    ActiveRecording open(RecorderOptions options, String callId, ActiveRecording.Listener listener) throws IOException {
        Path path = RecordingPath.resolve(settings.folder(), options, callId);
        // First the memory, which may not be there either: nothing has to be undone then.
        RecordingTap tap = new RecordingTap(settings.flushInterval());
        if (!inUse.add(path)) {
            throw new IOException("recorder file: " + path + " is being written by another recording");
        }
        try {
            RecordingFile file = create(path);
            ActiveRecording recording = new ActiveRecording(file, tap, listener);
            starting.add(recording);
            LockSupport.unpark(thread);
            return recording;
        } catch (IOException e) {
            inUse.remove(path);
            throw new IOException("recording " + path + ": " + ActiveRecording.reason(e), e);
        }
    }

    private RecordingFile create(Path path) throws IOException {
        SeekableByteChannel channel = opener.open(path);
        try {
            return new RecordingFile(path, channel);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    private void run() {
        while (!closed) {
            round();
            if (active.isEmpty() && starting.isEmpty()) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, ROUND_NANOS);
            }
        }
        round();
        active.forEach(this::finish);
    }

    private void round() {
        for (ActiveRecording next = starting.poll(); next != null; next = starting.poll()) {
            active.add(next);
        }
        active.removeIf(recording -> {
            boolean over = recording.write();
            if (over) {
                finish(recording);
            }
            return over;
        });
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // written by this thread only
    private void finish(ActiveRecording recording) {
        recording.finish();
        inUse.remove(recording.path());
        long dropped = recording.tap().droppedSlots();
        if (dropped > 0) {
            droppedSlots += dropped;
            log.warn("recording {}: {} ms became silence, the disk was too slow", recording.path(), dropped * 20);
        }
    }
}
