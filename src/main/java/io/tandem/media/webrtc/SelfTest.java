package io.tandem.media.webrtc;

import io.tandem.media.Audio;
import io.tandem.media.webrtc.WebRtcEndpoint.Answer;
import io.tandem.media.webrtc.WebRtcEndpoint.Offer;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call of the library with itself: a tone must arrive as one tone, at the rate it was sent. Where the library's audio threads start in
 * another order than in the version this was built for, every second frame is made up and the process is near its end.
 */
final class SelfTest {
    private static final Logger log = LoggerFactory.getLogger(SelfTest.class);
    private static final int HERTZ = 1_000;
    private static final int SETTLE_SLOTS = 25;
    private static final int SLOTS = 50;
    private static final int TRIES = 2;
    private static final long STEP_SECONDS = 10;

    /** In the wrong order 203 frames of 10 ms come a second; on a busy machine fewer than 100 do. */
    private static final int MOST_FRAMES_A_SECOND = 150;

    private static final double LEAST_PURITY = 0.8;

    private final PeerFactory factory;
    private final WebRtcSettings settings;

    SelfTest(PeerFactory factory, WebRtcSettings settings) {
        this.factory = factory;
        this.settings = settings;
    }

    /** What is wrong with the library here; empty when nothing is, or when this machine has no network to try it on. */
    Optional<String> fault() throws InterruptedException {
        String last = "";
        for (int i = 0; i < TRIES; i++) {
            try {
                last = call();
            } catch (ExecutionException e) {
                last = "self-test: " + e.getCause();
            } catch (TimeoutException e) {
                last = "self-test: a step took longer than " + STEP_SECONDS + " s";
            }
            if (last.isEmpty()) {
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }

    private String call() throws InterruptedException, ExecutionException, TimeoutException {
        ReceivedFrames frames = new ReceivedFrames();
        PeerConnection callee =
                new PeerConnection(factory, settings, frames, new PeerConnection.Listener(sent -> {}, state -> {}));
        SelfTestCaller caller = new SelfTestCaller(factory, settings);
        try {
            String offer = await(caller.offer());
            if (!Candidates.any(offer)) {
                log.info("WebRTC: no network to try it on; it is taken to work");
                return "";
            }
            CompletableFuture<Answer> answer = new CompletableFuture<>();
            Future<?> taken = factory.gate().submit(() -> {
                callee.answer(new Offer(offer, WebRtcSettings.KNOWN_CODECS, true), answer);
                return null;
            });
            taken.get(STEP_SECONDS, TimeUnit.SECONDS);
            SentAudio mouth = await(caller.answered(await(answer).sdp()));
            return listen(mouth, new ReceivedAudio(frames), frames);
        } finally {
            // Not waited for: whoever closes the factory does that.
            factory.gate().execute(callee::close);
            factory.gate().execute(caller::close);
        }
    }

    /** Talks and listens in real time. */
    private static String listen(SentAudio mouth, ReceivedAudio received, ReceivedFrames frames)
            throws InterruptedException {
        short[] said = new short[Audio.FRAME_SAMPLES];
        short[] heard = new short[Audio.FRAME_SAMPLES];
        Goertzel tone = new Goertzel(HERTZ, Audio.SAMPLE_RATE);
        double toneSum = 0;
        double sum = 0;
        long framesBefore = 0;
        long start = System.nanoTime();
        long measured = start;
        for (int slot = 0; slot < SETTLE_SLOTS + SLOTS; slot++) {
            for (int i = 0; i < said.length; i++) {
                said[i] = (short) (8_000 * Math.sin(2 * Math.PI * HERTZ * i / Audio.SAMPLE_RATE));
            }
            mouth.write(said);
            received.read(heard);
            if (slot == SETTLE_SLOTS) {
                framesBefore = frames.arrived();
                measured = System.nanoTime();
            } else if (slot > SETTLE_SLOTS) {
                toneSum += tone.power(heard, 0, heard.length);
                sum += Goertzel.total(heard, 0, heard.length);
            }
            long next = start + (slot + 1) * TimeUnit.MILLISECONDS.toNanos(Audio.FRAME_MILLIS);
            TimeUnit.NANOSECONDS.sleep(next - System.nanoTime());
        }
        double rate = (frames.arrived() - framesBefore) * 1e9 / (System.nanoTime() - measured);
        double purity = sum == 0 ? 0 : toneSum / sum;
        log.debug("WebRTC self-test: {} frames a second, purity {}", rate, purity);
        return rate <= MOST_FRAMES_A_SECOND && purity >= LEAST_PURITY
                ? ""
                : String.format(
                        Locale.ROOT,
                        "self-test: %.0f frames a second, purity %.2f (expected: 100 and 1)",
                        rate,
                        purity);
    }

    private static <T> T await(CompletableFuture<T> result)
            throws InterruptedException, ExecutionException, TimeoutException {
        return result.get(STEP_SECONDS, TimeUnit.SECONDS);
    }
}
