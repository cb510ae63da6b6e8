package io.tandem.recording;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Path;

/**
 * One WAV file being written. After every {@link #append} the header counts exactly the samples that are in the file, so what a
 * crash leaves behind can be played. Writer thread only.
 */
final class RecordingFile implements AutoCloseable {
    private static final ByteBuffer SILENCE =
            ByteBuffer.allocateDirect(RecordingTap.BUFFER_BYTES).asReadOnlyBuffer();

    private final Path path;
    private final SeekableByteChannel channel;
    private final ByteBuffer header = ByteBuffer.allocateDirect(WavHeader.BYTES);
    private long data;

    /** Takes {@code channel} over and writes an empty recording to it. */
    RecordingFile(Path path, SeekableByteChannel channel) throws IOException {
        this.path = path;
        this.channel = channel;
        writeHeader();
    }

    Path path() {
        return path;
    }

    /** Size of the file as its header tells. */
    long bytes() {
        return WavHeader.BYTES + data;
    }

    /**
     * Appends silence, then samples.
     *
     * @throws IOException when the disk is full or gone; what was written before stays valid
     */
    void append(long silentBytes, ByteBuffer pcm) throws IOException {
        if (data + silentBytes + pcm.remaining() > WavHeader.MAX_DATA) {
            throw new IOException("a WAV file holds at most 4 GiB");
        }
        channel.position(bytes());
        long left = silentBytes;
        while (left > 0) {
            ByteBuffer silence = SILENCE.duplicate();
            silence.limit((int) Math.min(left, silence.capacity()));
            left -= silence.remaining();
            writeData(silence);
        }
        writeData(pcm);
        writeHeader();
    }

    private void writeData(ByteBuffer pcm) throws IOException {
        while (pcm.hasRemaining()) {
            data += channel.write(pcm);
        }
    }

    private void writeHeader() throws IOException {
        // A write that was cut short may have left half a sample: it is not counted.
        data -= data % (WavHeader.CHANNELS * Short.BYTES);
        WavHeader.put(header, data);
        channel.position(0);
        while (header.hasRemaining()) {
            channel.write(header);
        }
    }

    /** Brings the header up to date as far as the disk allows, cuts off what it does not count, and closes the file. */
    @Override
    public void close() throws IOException {
        try (SeekableByteChannel closing = channel) {
            writeHeader();
            closing.truncate(bytes());
        }
    }
}
