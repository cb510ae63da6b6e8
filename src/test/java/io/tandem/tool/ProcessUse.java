package io.tandem.tool;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this JVM holds of the machine, by /proc (Linux).
 *
 * @param threads without those that wait for the programs which tests run, and without Awaitility's
 */
public record ProcessUse(int descriptors, int udpSockets, int threads) {

    public static ProcessUse now() {
        try {
            List<String> open = descriptorTargets();
            Set<String> udp = udpInodes();
            int threads = (int) Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> !name.startsWith("process reaper") && !name.startsWith("awaitility"))
                    .count();
            return new ProcessUse(
                    open.size(), (int) open.stream().filter(udp::contains).count(), threads);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Bytes that live on the heap: what is left after a collection. */
    public static long heapInUse() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static List<String> descriptorTargets() throws IOException {
        List<String> targets = new ArrayList<>();
        try (Stream<Path> links = Files.list(Path.of("/proc/self/fd"))) {
            for (Path link : links.toList()) {
                try {
                    targets.add(Files.readSymbolicLink(link).toString());
                } catch (NoSuchFileException e) {
                    // The descriptor of the listing itself.
                }
            }
        }
        return targets;
    }

    private static Set<String> udpInodes() throws IOException {
        Set<String> inodes = new HashSet<>();
        for (String table : List.of("/proc/self/net/udp", "/proc/self/net/udp6")) {
            try (Stream<String> lines = Files.lines(Path.of(table))) {
                lines.skip(1)
                        .forEach(line -> inodes.add("socket:[" + line.strip().split("\\s+")[9] + "]"));
            }
        }
        return inodes;
    }
}
