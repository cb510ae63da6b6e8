/** Voice activity, playback of prompts. Imports media taps and sources, and ports of {@code call}. */
package io.tandem.speech;
