package io.tandem.speech.vad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tandem.call.VadOptions;
import io.tandem.call.VoiceActivity;
import io.tandem.media.Audio;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How windows of many calls come to one model. */
class VadWorkerTest {
    private final VadWorker worker = new VadWorker(Duration.ofMillis(10));
    private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void closeWorker() {
        worker.close();
    }

    @Test
    void judgesWindowsOfDifferentCallsTogetherAndThoseOfOneCallInOrder() {
        Model model = new Model();
        List<VadStream> streams = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            streams.add(stream(model));
        }
        // Windows first, streams then: the worker finds all of them in its first round.
        streams.forEach(stream -> speak(stream, 16));
        worker.call(() -> {
            streams.forEach(worker::add);
            return null;
        });

        await().until(() -> model.judged.get() == 8 * 10);
        assertThat(model.largest).isEqualTo(4);
        assertThat(model.outOfOrder).isFalse();
        await().until(() -> heard.size() == 8);
    }

    @Test
    void asksNothingAboutQuietWindows() {
        Model model = new Model();
        VadStream stream = stream(model);
        worker.add(stream);
        for (int i = 0; i < 16; i++) {
            stream.tap().onFrame(new short[Audio.FRAME_SAMPLES], new short[Audio.FRAME_SAMPLES], i * 20_000_000L);
        }

        await().until(() -> model.skipped.get() == 10);
        assertThat(model.judged).hasValue(0);
    }

    @Test
    void tellsEveryStreamOnceThatItsModelBroke() {
        Model model = new Model();
        model.broken = true;
        VadStream first = stream(model);
        VadStream second = stream(model);
        worker.add(first);
        worker.add(second);
        speak(first, 16);
        speak(second, 16);

        await().until(() -> heard.size() == 2);
        assertThat(heard).containsOnly("failed: out of order");
        await().until(() -> model.closed.get() >= 1);
        assertThat(heard).hasSize(2);
    }

    @Test
    void countsWindowsThatItWasTooSlowFor() {
        VadStream stream = stream(new Model());
        speak(stream, 80);

        assertThat(stream.tap().dropped()).isEqualTo(50 - 32);
    }

    private VadStream stream(Model model) {
        VadOptions options =
                new VadOptions("silero", 0.5, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ZERO);
        return new VadStream(model, options, Clock.systemUTC(), new VadStream.Listener() {
            @Override
            public void heard(VoiceActivity.Report report) {
                heard.add("heard");
            }

            @Override
            public void failed(String why) {
                heard.add("failed: " + why);
            }
        });
    }

    private static void speak(VadStream stream, int slots) {
        short[] frame = new short[Audio.FRAME_SAMPLES];
        Arrays.fill(frame, (short) 1000);
        for (int i = 0; i < slots; i++) {
            stream.tap().onFrame(frame, frame, i * 20_000_000L);
        }
    }

    /** Takes everything for speech, four windows at a time, and watches what it is given. */
    private static final class Model implements SpeechModel {
        final AtomicInteger judged = new AtomicInteger();
        final AtomicInteger skipped = new AtomicInteger();
        final AtomicInteger closed = new AtomicInteger();
        volatile int largest;
        volatile boolean outOfOrder;
        volatile boolean broken;

        @Override
        public String name() {
            return "model";
        }

        @Override
        public int batch() {
            return 4;
        }

        @Override
        public Memory open() {
            return new Past();
        }

        @Override
        public void judge(VadWindow[] windows, int count) throws IOException {
            if (broken) {
                throw new IOException("out of order");
            }
            largest = Math.max(largest, count);
            for (int i = 0; i < count; i++) {
                Past past = (Past) windows[i].memory;
                outOfOrder |= windows[i].nanoTime <= past.last;
                past.last = windows[i].nanoTime;
                windows[i].probability = 1;
                judged.incrementAndGet();
            }
        }

        private final class Past implements Memory {
            long last = -1;

            @Override
            public void skipped(short[] pcm) {
                skipped.incrementAndGet();
            }

            @Override
            public void close() {
                closed.incrementAndGet();
            }
        }
    }
}
