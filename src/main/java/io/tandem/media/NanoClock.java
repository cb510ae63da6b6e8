package io.tandem.media;

/** Monotonic time, injected so that tests turn it by hand. */
@FunctionalInterface
interface NanoClock {

    NanoClock SYSTEM = System::nanoTime;

    /** Nanoseconds since an arbitrary moment. */
    long nanoTime();
}
