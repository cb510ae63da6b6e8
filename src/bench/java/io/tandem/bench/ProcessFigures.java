package io.tandem.bench;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What this process has used so far: memory, and allocation by threads of a name. */
final class ProcessFigures {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private ProcessFigures() {}

    /** Bytes that the threads whose name starts with {@code prefix} have allocated since they started. */
    static long allocatedBy(String prefix) {
        long[] chosen = Arrays.stream(THREADS.getThreadInfo(THREADS.getAllThreadIds()))
                .filter(info -> info != null && info.getThreadName().startsWith(prefix))
                .mapToLong(info -> info.getThreadId())
                .toArray();
        return Arrays.stream(THREADS.getThreadAllocatedBytes(chosen))
                .filter(bytes -> bytes > 0)
                .sum();
    }

    /** Bytes of the heap that are in use by something that lives. */
    static long liveHeap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** Resident memory in bytes, from /proc. */
    static long resident() throws IOException {
        for (String line : Files.readAllLines(Path.of("/proc/self/status"))) {
            if (line.startsWith("VmRSS:")) {
                return Long.parseLong(line.replaceAll("\\D", "")) * 1024;
            }
        }
        throw new IOException("/proc/self/status has no VmRSS");
    }
}
