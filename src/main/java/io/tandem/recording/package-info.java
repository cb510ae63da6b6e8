/** Call recording. Imports media taps and ports of {@code call}. */
package io.tandem.recording;
