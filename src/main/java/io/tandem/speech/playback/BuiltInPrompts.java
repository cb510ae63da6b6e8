package io.tandem.speech.playback;

import io.tandem.media.Audio;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Prompts that need no file: {@code tandem:<name>?key=value&…}. The table below is the list of them. */
final class BuiltInPrompts {
    static final String SCHEME = "tandem:";

    /** Makes one kind of prompt. */
    private interface Maker {
        Prompt make(Map<String, String> parameters, long skip) throws PromptException;
    }

    private final Map<String, Maker> table =
            Map.of("greeting", this::greeting, "echo", (parameters, skip) -> echo(), "tone", this::tone);

    private final Clips clips;
    private final Duration longest;

    BuiltInPrompts(Clips clips, Duration longest) {
        this.clips = clips;
        this.longest = longest;
    }

    /** Makes the prompt of {@code url}; blocks while the first greeting is decoded. */
    Prompt open(String url, long skip) throws PromptException {
        int question = url.indexOf('?');
        String name = url.substring(SCHEME.length(), question < 0 ? url.length() : question);
        Maker maker = table.get(name);
        if (maker == null) {
            throw new PromptException(url + " (expected: tandem:greeting, tandem:echo or tandem:tone)");
        }
        return maker.make(question < 0 ? Map.of() : parameters(url.substring(question + 1)), skip);
    }

    /** "Welcome to Tandem. I am the demo agent. Say something, and I will say it back." */
    private Prompt greeting(Map<String, String> parameters, long skip) throws PromptException {
        short[] samples = clips.get("tandem:greeting", "greeting.wav", () -> {
            try (InputStream wav = BuiltInPrompts.class.getResourceAsStream("greeting.wav")) {
                if (wav == null) {
                    throw new IOException("greeting.wav is not in the jar");
                }
                return wav.readAllBytes();
            }
        });
        return Prompt.of(new ClipSource(samples, skip));
    }

    private static Prompt echo() {
        EchoSource echo = new EchoSource();
        return new Prompt(echo, echo);
    }

    private Prompt tone(Map<String, String> parameters, long skip) throws PromptException {
        double frequency = number(parameters, "frequency", 440, 20, Audio.SAMPLE_RATE / 2.0);
        double seconds = number(parameters, "seconds", 1, 0, longest.toSeconds());
        return Prompt.of(new ToneSource(frequency, Math.round(seconds * Audio.SAMPLE_RATE), skip));
    }

    private static double number(Map<String, String> parameters, String key, double absent, double min, double max)
            throws PromptException {
        String text = parameters.getOrDefault(key, Double.toString(absent));
        try {
            double value = Double.parseDouble(text);
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // falls through to the same answer
        }
        throw new PromptException(key + ": " + text + " (expected: " + min + " to " + max + ")");
    }

    private static Map<String, String> parameters(String query) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : query.split("&")) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                parameters.put(pair.substring(0, equals), pair.substring(equals + 1));
            }
        }
        return parameters;
    }
}
