/**
 * Playback of prompts: files, http(s) and built-in sources into the playout slot of a call. Imports media sources and taps,
 * {@code media.file} and the ports of {@code call}.
 */
package io.tandem.speech.playback;
