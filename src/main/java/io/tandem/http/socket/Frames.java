package io.tandem.http.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Frames as a server sends them: whole messages, unmasked, without extensions (RFC 6455 §5.2). */
final class Frames {

    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FINAL = 0x80;
    private static final int SHORT_LENGTH = 125;
    private static final int SIXTEEN_BITS = 126;
    private static final int SIXTY_FOUR_BITS = 127;
    private static final int LONGEST_HEADER = 10;

    /** A control frame has 125 bytes at most, two of a close frame are its code (RFC 6455 §5.5.1). */
    private static final int LONGEST_REASON = 123;

    private Frames() {}

    /** A buffer with the header of a frame and room for its payload. */
    static ByteBuf begin(ByteBufAllocator allocator, int opcode, int length) {
        ByteBuf frame = allocator.ioBuffer(LONGEST_HEADER + length).writeByte(FINAL | opcode);
        if (length <= SHORT_LENGTH) {
            return frame.writeByte(length);
        }
        return length <= 0xFFFF
                ? frame.writeByte(SIXTEEN_BITS).writeShort(length)
                : frame.writeByte(SIXTY_FOUR_BITS).writeLong(length);
    }

    static byte[] reason(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        return bytes.length <= LONGEST_REASON ? bytes : Arrays.copyOf(bytes, LONGEST_REASON);
    }
}
