package io.tandem.media;

/** One real-time thread: a selector and a wheel of twenty 1 ms slots. */
public final class MediaLoop {}
