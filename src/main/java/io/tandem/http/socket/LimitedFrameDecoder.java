package io.tandem.http.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.websocketx.WebSocket13FrameDecoder;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import java.util.ArrayList;
import java.util.List;

/**
 * Netty's frame decoder, which would close the connection at a frame beyond its limit: such a frame is read away here, without being
 * kept, and shows as {@link Oversize} before an empty frame of its kind.
 */
final class LimitedFrameDecoder extends WebSocket13FrameDecoder {

    /** Says that the frame after it was larger than its limit. */
    enum Oversize {
        FRAME
    }

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int MASKED = 0x80;
    private static final int KEY_BYTES = 4;

    private final SocketLimits limits;
    private final List<Object> emptied = new ArrayList<>();
    private boolean inFrame;
    private long toSkip;

    LimitedFrameDecoder(SocketLimits limits) {
        super(WebSocketDecoderConfig.newBuilder()
                .expectMaskedFrames(true)
                .allowExtensions(false)
                .maxFramePayloadLength(limits.largest())
                .closeOnProtocolViolation(false)
                .withUTF8Validator(false)
                .build());
        this.limits = limits;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        if (toSkip > 0) {
            skip(in, out);
        } else if (inFrame) {
            decodeFrame(context, in, out);
        } else if (headerIsComplete(in)) {
            startFrame(context, in, out);
        }
    }

    private void startFrame(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        long length = payloadLength(in);
        if (length <= limit(in.getByte(in.readerIndex()) & 0xF)) {
            decodeFrame(context, in, out);
            return;
        }
        int header = headerLength(in);
        boolean masked = (in.getByte(in.readerIndex() + 1) & MASKED) != 0;
        ByteBuf empty = Unpooled.buffer(2 + KEY_BYTES).writeByte(in.getByte(in.readerIndex()));
        empty.writeByte(masked ? MASKED : 0);
        if (masked) {
            empty.writeBytes(in, in.readerIndex() + header - KEY_BYTES, KEY_BYTES);
        }
        super.decode(context, empty, emptied);
        empty.release();
        in.skipBytes(header);
        toSkip = length;
        skip(in, out);
    }

    private void decodeFrame(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws Exception {
        int before = out.size();
        super.decode(context, in, out);
        inFrame = out.size() == before;
    }

    private void skip(ByteBuf in, List<Object> out) {
        int skipped = (int) Math.min(toSkip, in.readableBytes());
        in.skipBytes(skipped);
        toSkip -= skipped;
        if (toSkip == 0) {
            out.add(Oversize.FRAME);
            out.addAll(emptied);
            emptied.clear();
        }
    }

    /** Control frames, unknown ones and impossible lengths are Netty's to refuse. */
    private int limit(int opcode) {
        return switch (opcode) {
            case CONTINUATION -> limits.largest();
            case TEXT -> limits.text();
            case BINARY -> limits.binary();
            default -> Integer.MAX_VALUE;
        };
    }

    private static boolean headerIsComplete(ByteBuf in) {
        return in.readableBytes() >= 2 && in.readableBytes() >= headerLength(in);
    }

    private static int headerLength(ByteBuf in) {
        int second = in.getByte(in.readerIndex() + 1);
        int key = (second & MASKED) != 0 ? KEY_BYTES : 0;
        return switch (second & 0x7F) {
            case 126 -> 4 + key;
            case 127 -> 10 + key;
            default -> 2 + key;
        };
    }

    private static long payloadLength(ByteBuf in) {
        int length = in.getByte(in.readerIndex() + 1) & 0x7F;
        return switch (length) {
            case 126 -> in.getUnsignedShort(in.readerIndex() + 2);
            case 127 -> in.getLong(in.readerIndex() + 2);
            default -> length;
        };
    }
}
