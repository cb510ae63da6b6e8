/**
 * Speech of a call: {@code vad} finds it, {@code playback} makes it heard. Holds no types of its own. Imports media taps and
 * sources, and ports of {@code call}.
 */
package io.tandem.speech;
