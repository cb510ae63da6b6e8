package io.tandem.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.VadOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** The state machine of spec 6.6, by windows of 32 ms; s = speech, . = none. */
class SpeechSegmenterTest {
    private static final long MILLI = 1_000_000;

    private final List<String> heard = new ArrayList<>();

    @Test
    void announcesSpeechOnceItIsLongEnough() {
        // 0 triggers; 256 is the first window at least 250 ms later.
        feed(250, 100, 0, "sssssssss");
        assertThat(heard).containsExactly("speaking 0");
    }

    @Test
    void saysNothingWhileSpeechIsTooShort() {
        feed(250, 100, 0, "ssssssss");
        assertThat(heard).isEmpty();
    }

    @Test
    void endsASegmentAfterTheSilencePadding() {
        feed(250, 100, 0, "..sssssssssss.....");
        assertThat(heard).containsExactly("speaking 64", "silence 64+352");
    }

    @Test
    void bridgesShortGaps() {
        feed(250, 100, 0, "ssssss...sssss.....");
        assertThat(heard).containsExactly("speaking 0", "silence 0+448");
    }

    @Test
    void forgetsBursts() {
        feed(250, 100, 0, "sss.....sss......");
        assertThat(heard).isEmpty();
    }

    @Test
    void startsAnewAfterABurst() {
        feed(250, 100, 0, "sss.....ssssssssss");
        assertThat(heard).containsExactly("speaking 256");
    }

    @Test
    void noticesSilenceFromTheStartOfTheCallAgainAndAgain() {
        feed(250, 100, 320, ".".repeat(22));
        assertThat(heard).containsExactly("silence 0+320", "silence 320+320");
    }

    @Test
    void countsSilenceFromTheEndOfASegment() {
        feed(250, 100, 320, "ssssssssss" + ".".repeat(15));
        assertThat(heard).containsExactly("speaking 0", "silence 0+320", "silence 448+320");
    }

    @Test
    void reportsASegmentThatBecameLongEnoughOnlyWithItsLastWindow() {
        // 8 windows: the last begins at 224, but the segment ends at 256.
        feed(250, 100, 0, "ssssssss.....");
        assertThat(heard).containsExactly("silence 0+256");
    }

    @Property(tries = 500)
    void keepsItsPromisesForAnyWindows(
            @ForAll @Size(max = 200) List<Boolean> windows,
            @ForAll @IntRange(max = 400) int speech,
            @ForAll @IntRange(max = 400) int silence,
            @ForAll @IntRange(max = 1_000) int timeout) {
        List<long[]> segments = new ArrayList<>();
        List<Long> announced = new ArrayList<>();
        SpeechSegmenter segmenter =
                new SpeechSegmenter(options(speech, silence, timeout), new SpeechSegmenter.Listener() {
                    @Override
                    public void speaking(long start) {
                        announced.add(start);
                    }

                    @Override
                    public void silence(long start, long duration) {
                        segments.add(new long[] {start, duration});
                    }
                });
        for (int i = 0; i < windows.size(); i++) {
            segmenter.window(i * 32L * MILLI, windows.get(i));
        }

        // Each start is announced once, is a speech window, and none goes back in time.
        assertThat(announced).doesNotHaveDuplicates().isSorted();
        assertThat(announced).allMatch(start -> windows.get((int) (start / (32 * MILLI))));
        // Notices follow each other without overlap, and are as long as was asked for.
        long last = 0;
        for (long[] segment : segments) {
            assertThat(segment[0]).isGreaterThanOrEqualTo(last);
            assertThat(segment[1]).isGreaterThanOrEqualTo(Math.min(speech, timeout == 0 ? speech : timeout) * MILLI);
            last = segment[0];
        }
    }

    private void feed(int speech, int silence, int timeout, String windows) {
        SpeechSegmenter segmenter =
                new SpeechSegmenter(options(speech, silence, timeout), new SpeechSegmenter.Listener() {
                    @Override
                    public void speaking(long start) {
                        heard.add("speaking " + start / MILLI);
                    }

                    @Override
                    public void silence(long start, long duration) {
                        heard.add("silence " + start / MILLI + "+" + duration / MILLI);
                    }
                });
        for (int i = 0; i < windows.length(); i++) {
            segmenter.window(i * 32L * MILLI, windows.charAt(i) == 's');
        }
    }

    private static VadOptions options(int speech, int silence, int timeout) {
        return new VadOptions(
                "silero", 0.5, Duration.ofMillis(speech), Duration.ofMillis(silence), Duration.ofMillis(timeout));
    }
}
