package io.tandem.recording;

import java.nio.file.Path;
import java.time.Duration;

/**
 * The part {@code recording} of the configuration.
 *
 * @param folder every recording lies under it; made when missing
 * @param flushInterval how often a running file is written to and its header brought up to date; at most about one second, which
 *     is what a buffer holds
 */
public record RecordingSettings(Path folder, Duration flushInterval) {}
