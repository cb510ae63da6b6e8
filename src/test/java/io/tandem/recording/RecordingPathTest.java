package io.tandem.recording;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tandem.call.RecorderOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which file a recording goes to. */
class RecordingPathTest {
    @TempDir
    private Path temp;

    private Path folder() {
        return temp.resolve("recordings");
    }

    @ParameterizedTest
    @CsvSource({
        "'', s.1, s.1.wav",
        "a, s.1, a.wav",
        "a.WAV, s.1, a.WAV",
        "day/{id}-x, s.1, day/s.1-x.wav",
        "./b/../c.wav, s.1, c.wav",
        "'', ../../etc/passwd, __.._etc_passwd.wav",
        "{id}, a/b@host, a_b@host.wav",
    })
    void liesUnderTheFolder(String wish, String id, String expected) throws IOException {
        Path file = RecordingPath.resolve(folder(), new RecorderOptions(wish), id);

        assertThat(file).isEqualTo(folder().resolve(expected));
        assertThat(file.getParent()).isDirectory();
    }

    @Test
    void takesAnAbsolutePathUnderTheFolder() throws IOException {
        Path wish = folder().resolve("x/y.wav");

        assertThat(RecordingPath.resolve(folder(), new RecorderOptions(wish.toString()), "s"))
                .isEqualTo(wish);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../out", "/etc/passwd", "a/../../b", "nul\0"})
    void refusesToLeaveTheFolder(String wish) {
        assertThatThrownBy(() -> RecordingPath.resolve(folder(), new RecorderOptions(wish), "s"))
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith("recorder file: " + wish + " (expected: ");
    }

    @Test
    void refusesToFollowALinkOutOfTheFolder() throws IOException {
        Files.createDirectories(folder());
        Path elsewhere = Files.createDirectory(temp.resolve("elsewhere"));
        Files.createSymbolicLink(folder().resolve("link"), elsewhere);

        assertThatThrownBy(() -> RecordingPath.resolve(folder(), new RecorderOptions("link/deep/a"), "s"))
                .hasMessageContaining("expected: a path under");
        assertThat(elsewhere).isEmptyDirectory();
    }
}
