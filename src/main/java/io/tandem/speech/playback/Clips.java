package io.tandem.speech.playback;

import io.tandem.media.Audio;
import io.tandem.media.file.AudioFile;
import io.tandem.media.file.AudioFormatException;
import java.io.IOException;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decodes prompts and keeps the last ones, up to a fixed size, so that the prompt of every call is decoded once. Thread-safe. */
final class Clips {
    private static final long MAX_CACHED_SAMPLES = 32L << 20;

    /** Gets the bytes of an audio file. */
    interface Bytes {
        byte[] read() throws IOException;
    }

    private final long maxSamples;
    private final Map<String, short[]> cache = new LinkedHashMap<>(16, 0.75f, true);
    private long cachedSamples;

    Clips(Duration longest) {
        this.maxSamples = longest.toMillis() * Audio.SAMPLE_RATE / 1000;
    }

    /** The samples known under {@code key}, which must change when the audio does, or those of {@code bytes}. Blocks. */
    short[] get(String key, String name, Bytes bytes) throws PromptException {
        synchronized (this) {
            short[] known = cache.get(key);
            if (known != null) {
                return known;
            }
        }
        short[] samples;
        try {
            samples = decode(bytes.read(), name);
        } catch (IOException e) {
            throw new PromptException("file cannot be read: " + e.getMessage(), e);
        }
        put(key, samples);
        return samples;
    }

    /** 16 kHz mono samples of an audio file's bytes; {@code name} helps to tell the format. Blocks. */
    short[] decode(byte[] bytes, String name) throws PromptException {
        try {
            return AudioFile.decode(bytes, name, maxSamples).samples();
        } catch (AudioFormatException e) {
            throw new PromptException(String.valueOf(e.getMessage()), e);
        }
    }

    private synchronized void put(String key, short[] samples) {
        if (samples.length > MAX_CACHED_SAMPLES || cache.putIfAbsent(key, samples) != null) {
            return;
        }
        cachedSamples += samples.length;
        Iterator<short[]> oldest = cache.values().iterator();
        while (cachedSamples > MAX_CACHED_SAMPLES) {
            cachedSamples -= oldest.next().length;
            oldest.remove();
        }
    }
}
