/**
 * The media engine: loops that move audio every 20 ms, sessions, playout, taps. The only real-time threads. Imports its own
 * sub-packages and ports of {@code call}; no front end, no HTTP, no actor on the audio path.
 */
package io.tandem.media;
