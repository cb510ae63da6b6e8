package io.tandem.speech.vad;

import io.tandem.call.VadOptions;
import io.tandem.media.webrtc.WebRtcLibrary;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The detectors of a node: finds out which of them work here, and gives each call the one it asks for or the best there is. One for
 * all calls; thread-safe.
 */
public final class VadEngines implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(VadEngines.class);
    private static final String SILERO = "silero";
    private static final String WEBRTC = "webrtc";
    private static final String ENERGY = "energy";

    private final VadSettings settings;
    private final VadWorker worker;
    private final Map<String, SpeechModel> available = new LinkedHashMap<>();
    private final Map<String, String> unavailable = new LinkedHashMap<>();

    private VadEngines(VadSettings settings) {
        this.settings = settings;
        this.worker = new VadWorker(settings.batchWait());
        available.put("nop", new NopVad());
        available.put(ENERGY, new EnergyVad());
    }

    /** Starts the worker and loads the preferred detector; blocks for as long as that takes (some 100 ms). */
    public static VadEngines open(VadSettings settings) {
        VadEngines engines = new VadEngines(settings);
        log.info("voice activity detection: {}", engines.describe());
        return engines;
    }

    /** The detector in use and why not a better one, such as {@code energy (silero: model file x.onnx not found)}. */
    public synchronized String describe() {
        String best = best().name();
        String missing = preferred().stream()
                .filter(unavailable::containsKey)
                .map(name -> name + ": " + unavailable.get(name))
                .collect(Collectors.joining("; "));
        return missing.isEmpty() ? best : best + " (" + missing + ")";
    }

    /** Windows of finished calls that were not judged because the worker was behind. */
    public long droppedWindows() {
        return worker.dropped();
    }

    @Override
    public void close() {
        worker.close();
    }

    /** The model for {@code vad.type}; may load a native library, so it blocks the first time. */
    synchronized Choice choose(String type) {
        if (type.equals(SILERO)) {
            // The protocol's default: whoever writes it means "detect speech", as well as this node can.
            return new Choice(best(), null);
        }
        if (!List.of("nop", WEBRTC, ENERGY).contains(type)) {
            SpeechModel used = best();
            return new Choice(
                    used, "vad.type: " + type + " (expected: silero, webrtc, energy or nop); using " + used.name());
        }
        SpeechModel asked = model(type);
        if (asked != null) {
            return new Choice(asked, null);
        }
        SpeechModel used = best();
        return new Choice(used, "vad.type: " + type + " (" + unavailable.get(type) + "); using " + used.name());
    }

    /** Begins detection with a chosen model; the stream's tap still has to be put into a session. */
    VadStream listen(SpeechModel model, VadOptions options, Clock clock, VadStream.Listener listener) {
        VadStream stream = new VadStream(model, options, clock, listener);
        worker.add(stream);
        return stream;
    }

    /** From now on {@code model} is not given to anyone. */
    synchronized void broken(SpeechModel model, String why) {
        if (!model.name().equals(ENERGY) && available.remove(model.name(), model)) {
            unavailable.put(model.name(), why);
            log.error("voice activity detection goes on with: {}", describe());
        }
    }

    private List<String> preferred() {
        return switch (settings.engine()) {
            case AUTO, SILERO -> List.of(SILERO, WEBRTC, ENERGY);
            case WEBRTC -> List.of(WEBRTC, ENERGY);
            case ENERGY -> List.of(ENERGY);
        };
    }

    private SpeechModel best() {
        for (String name : preferred()) {
            SpeechModel model = model(name);
            if (model != null) {
                return model;
            }
        }
        throw new IllegalStateException("no voice detector (expected: energy at least)");
    }

    private @Nullable SpeechModel model(String name) {
        if (!available.containsKey(name) && !unavailable.containsKey(name)) {
            try {
                available.put(name, load(name));
            } catch (UnusableException e) {
                unavailable.put(name, String.valueOf(e.getMessage()));
            }
        }
        return available.get(name);
    }

    private SpeechModel load(String name) throws UnusableException {
        if (name.equals(WEBRTC)) {
            String why = WebRtcLibrary.whyUnavailable().orElse(null);
            if (why != null) {
                throw new UnusableException(why);
            }
            return new WebRtcVad();
        }
        try {
            return worker.call(() -> SileroVad.load(settings.model())).join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UnusableException unusable) {
                throw unusable;
            }
            throw e;
        }
    }

    /**
     * A model for a call.
     *
     * @param degraded what to tell the controller when it is not the one that was asked for
     */
    record Choice(SpeechModel model, @Nullable String degraded) {}
}
