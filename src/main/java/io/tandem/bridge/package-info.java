/**
 * Calls that hear each other: pairs and rooms, and the audio between their media sessions. Imports media taps and inputs, and ports of
 * {@code call}.
 */
package io.tandem.bridge;
