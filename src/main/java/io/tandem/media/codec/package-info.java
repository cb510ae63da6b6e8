/** Codecs, the codec table and the resampler: pure signal processing on caller-owned arrays. Imports the JDK only. */
package io.tandem.media.codec;
