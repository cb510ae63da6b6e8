/**
 * Codecs, the codec table and the resampler: pure signal processing on caller-owned arrays. Imports the JDK, and Concentus for Opus.
 */
package io.tandem.media.codec;
