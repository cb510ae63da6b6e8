package io.tandem.control.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingFilesTest {
    @TempDir
    private Path folder;

    private Path recordings;
    private RecordingFiles files;

    @BeforeEach
    void folders() throws Exception {
        recordings = Files.createDirectories(folder.resolve("recordings/calls"));
        files = new RecordingFiles(folder.resolve("recordings"));
        Files.writeString(folder.resolve("secret.wav"), "RIFF");
        Files.writeString(recordings.resolve("a.wav"), "RIFF");
    }

    @Test
    void findsARecording() throws Exception {
        assertThat(files.find(recordings.resolve("a.wav").toString()))
                .contains(recordings.resolve("a.wav").toRealPath());
    }

    @Test
    void findsNothingOutsideTheFolder() throws Exception {
        Files.createSymbolicLink(recordings.resolve("link.wav"), folder.resolve("secret.wav"));

        assertThat(files.find(folder.resolve("secret.wav").toString())).isEmpty();
        assertThat(files.find(recordings + "/../../secret.wav")).isEmpty();
        assertThat(files.find(recordings.resolve("link.wav").toString())).isEmpty();
        assertThat(files.find(recordings.toString())).isEmpty();
        assertThat(files.find("nul\0")).isEmpty();
        assertThat(files.find(recordings.resolve("gone.wav").toString())).isEmpty();
    }
}
