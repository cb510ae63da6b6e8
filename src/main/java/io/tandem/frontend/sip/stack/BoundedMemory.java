package io.tandem.frontend.sip.stack;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A map that forgets what was used longest ago, so that strangers cannot fill memory. Thread-safe. */
public final class BoundedMemory<K, V> {
    private final Map<K, V> entries;

    public BoundedMemory(int capacity) {
        entries = new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > capacity;
            }
        };
    }

    public synchronized void put(K key, V value) {
        entries.put(key, value);
    }

    public synchronized @Nullable V get(K key) {
        return entries.get(key);
    }

    public synchronized @Nullable V remove(K key) {
        return entries.remove(key);
    }

    /** The value of {@code key}, made when it is not known. */
    synchronized V computeIfAbsent(K key, Function<K, V> make) {
        return entries.computeIfAbsent(key, make);
    }
}
