package io.tandem.speech.playback;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Prompts that are files under the allowed folders. Every method blocks. */
final class FilePrompts {
    private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://");

    private final List<Path> folders;
    private final Clips clips;

    FilePrompts(List<Path> folders, Clips clips) {
        this.folders = folders;
        this.clips = clips;
    }

    /** The samples of the file that {@code url} names: a path, absolute, or relative to the working directory or to a folder. */
    short[] samples(String url) throws PromptException {
        Path file = find(url);
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            String key = file + "|" + attributes.lastModifiedTime() + "|" + attributes.size();
            return clips.get(key, url, () -> Files.readAllBytes(file));
        } catch (IOException e) {
            throw new PromptException("file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }

    private Path find(String url) throws PromptException {
        Matcher scheme = SCHEME.matcher(url);
        if (scheme.lookingAt() && !scheme.group(1).equalsIgnoreCase("file")) {
            throw new PromptException("scheme " + scheme.group(1) + " (expected: http, https, file or tandem)");
        }
        List<Path> candidates = new ArrayList<>();
        try {
            Path path = Path.of(scheme.lookingAt() ? url.substring(scheme.end()) : url);
            candidates.add(path.toAbsolutePath());
            if (!path.isAbsolute()) {
                folders.forEach(folder -> candidates.add(folder.toAbsolutePath().resolve(path)));
            }
        } catch (InvalidPathException e) {
            throw new PromptException("not a path (expected: an http(s) URL or a file under " + folders + ")", e);
        }
        boolean allowed = false;
        for (Path candidate : candidates) {
            Path file = candidate.normalize();
            if (isUnderAFolder(file)) {
                allowed = true;
                if (Files.isRegularFile(file) && leadsUnderAFolder(file)) {
                    return file;
                }
            }
        }
        throw new PromptException(
                allowed ? "file not found" : "path is not allowed (expected: a file under " + folders + ")");
    }

    private boolean isUnderAFolder(Path file) {
        return folders.stream()
                .anyMatch(folder -> file.startsWith(folder.toAbsolutePath().normalize()));
    }

    /** Links are followed, so where they lead counts. */
    private boolean leadsUnderAFolder(Path file) throws PromptException {
        try {
            Path real = file.toRealPath();
            for (Path folder : folders) {
                if (Files.isDirectory(folder) && real.startsWith(folder.toRealPath())) {
                    return true;
                }
            }
            return false;
        } catch (IOException e) {
            throw new PromptException("file cannot be read: " + e.getClass().getSimpleName(), e);
        }
    }
}
