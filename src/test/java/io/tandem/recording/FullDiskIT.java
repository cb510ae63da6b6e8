package io.tandem.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.RecorderOptions;
import io.tandem.media.Audio;
import io.tandem.tool.RequiresTool;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recording onto a file system that is really full: 64 KiB of memory, mounted for the test where that is permitted. */
@RequiresTool({"mount", "umount"})
class FullDiskIT {
    private static final int DISK_BYTES = 64 << 10;
    private static final int HEADER_BYTES = 44;
    private static final int STEREO_SAMPLE_BYTES = 4;

    @TempDir
    private Path disk;

    private boolean mounted;

    @BeforeEach
    void mount() throws Exception {
        int exit = run("mount", "-t", "tmpfs", "-o", "size=" + DISK_BYTES, "tmpfs", disk.toString());
        mounted = exit == 0;
        Assumptions.assumeTrue(mounted, "mounting a tmpfs is not permitted here");
    }

    @AfterEach
    void unmount() throws Exception {
        if (mounted) {
            assertThat(run("umount", disk.toString())).isZero();
        }
    }

    @Test
    void endsWithAClearReasonAndAFileThatPlays() throws Exception {
        CompletableFuture<String> failed = new CompletableFuture<>();
        Path path;
        try (RecordingWriter writer = RecordingWriter.start(new RecordingSettings(disk, Duration.ofMillis(200)))) {
            ActiveRecording recording = writer.open(new RecorderOptions("full"), "s.1", new ActiveRecording.Listener() {
                @Override
                public void finished(long bytes) {
                    failed.completeExceptionally(new AssertionError("finished with " + bytes + " bytes"));
                }

                @Override
                public void failed(String reason) {
                    failed.complete(reason);
                }
            });
            path = recording.path();
            for (int slot = 0; slot < 100; slot++) {
                recording.tap().onFrame(new short[Audio.FRAME_SAMPLES], new short[Audio.FRAME_SAMPLES], slot);
            }
            assertThat(failed.get(10, TimeUnit.SECONDS))
                    .contains(path.toString())
                    .contains("No space left on device");
        }
        assertThat(Files.size(path)).isEqualTo(DISK_BYTES);
        try (AudioInputStream wav = AudioSystem.getAudioInputStream(path.toFile())) {
            assertThat(wav.getFrameLength()).isEqualTo((DISK_BYTES - HEADER_BYTES) / STEREO_SAMPLE_BYTES);
        }
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        process.getInputStream().readAllBytes();
        return process.waitFor();
    }
}
