/** Audio files (WAV, MP3) decoded to the engine's format. Imports the JDK, {@code media.codec} and jlayer. */
package io.tandem.media.file;
