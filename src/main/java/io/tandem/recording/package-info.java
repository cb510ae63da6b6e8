/**
 * Call recording: a tap, one writer thread for all calls, and the actor that owns a file. Imports media taps and ports of
 * {@code call}.
 */
package io.tandem.recording;
