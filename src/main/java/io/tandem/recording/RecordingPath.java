package io.tandem.recording;

import io.tandem.call.RecorderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** From what a controller wrote to a file under the recording folder. */
final class RecordingPath {
    private static final int LONGEST_ID = 200;

    private RecordingPath() {}

    /**
     * The file to record to; its folders exist afterwards. Blocks.
     *
     * @throws IOException when the path leads out of the folder or folders cannot be made; the message is for the controller
     */
    static Path resolve(Path folder, RecorderOptions options, String callId) throws IOException {
        Path root = folder.toAbsolutePath().normalize();
        String id = fileName(callId);
        String wish = options.file().isEmpty() ? id : options.file().replace("{id}", id);
        if (!wish.toLowerCase(Locale.ROOT).endsWith(".wav")) {
            wish += ".wav";
        }
        Path file;
        try {
            file = root.resolve(wish).normalize();
        } catch (InvalidPathException e) {
            throw new IOException("recorder file: " + options.file() + " (expected: a file name)", e);
        }
        if (!file.startsWith(root) || file.equals(root)) {
            throw outside(options, folder);
        }
        Files.createDirectories(root);
        Path parent = file.getParent();
        // Links inside the folder may point anywhere: look where they lead before anything is made there.
        if (parent == null || !deepestExisting(parent).toRealPath().startsWith(root.toRealPath())) {
            throw outside(options, folder);
        }
        Files.createDirectories(parent);
        return file;
    }

    private static IOException outside(RecorderOptions options, Path folder) {
        return new IOException("recorder file: " + options.file() + " (expected: a path under " + folder + ")");
    }

    private static Path deepestExisting(Path path) {
        Path existing = path;
        while (!Files.exists(existing) && existing.getParent() != null) {
            existing = existing.getParent();
        }
        return existing;
    }

    /** A session id is chosen by the far side: only harmless characters get into a file name. */
    private static String fileName(String callId) {
        String name = callId.replaceAll("[^A-Za-z0-9._@+=-]", "_").replaceFirst("^\\.+", "_");
        return name.isEmpty() ? "_" : name.substring(0, Math.min(name.length(), LONGEST_ID));
    }
}
