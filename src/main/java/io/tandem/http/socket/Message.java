package io.tandem.http.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import org.jspecify.annotations.Nullable;

/** The message that is coming in, frame by frame (RFC 6455 §5.4); what is beyond its limit is let go. Event loop thread. */
final class Message {

    private final SocketLimits limits;
    private @Nullable ByteBuf parts;
    private boolean text;
    private boolean tooLarge;

    Message(SocketLimits limits) {
        this.limits = limits;
    }

    void begin(boolean isText) {
        text = isText;
        tooLarge = false;
    }

    boolean isText() {
        return text;
    }

    int limit() {
        return text ? limits.text() : limits.binary();
    }

    boolean tooLarge() {
        return tooLarge;
    }

    void giveUp() {
        tooLarge = true;
        release();
    }

    /** Adds a part of a message that has more than one. */
    void add(ByteBuf part, ByteBufAllocator allocator) {
        ByteBuf sum = parts;
        int length = sum == null ? 0 : sum.readableBytes();
        if (tooLarge || length + part.readableBytes() > limit()) {
            giveUp();
            return;
        }
        if (sum == null) {
            sum = allocator.buffer(part.readableBytes());
            parts = sum;
        }
        sum.writeBytes(part);
    }

    /** What the parts make together; null when there were none. */
    @Nullable
    ByteBuf parts() {
        return parts;
    }

    void release() {
        ByteBuf sum = parts;
        if (sum != null) {
            sum.release();
            parts = null;
        }
    }
}
