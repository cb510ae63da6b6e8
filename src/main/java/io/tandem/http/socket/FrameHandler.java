package io.tandem.http.socket;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.ContinuationWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Frames of a connection into calls of its listener, and the rules of RFC 6455 that need no listener. Event loop thread. */
final class FrameHandler extends ChannelInboundHandlerAdapter {

    private static final Logger log = LoggerFactory.getLogger(FrameHandler.class);
    private static final int NORMAL = 1000;
    private static final int INVALID_PAYLOAD = 1007;
    private static final int SERVER_ERROR = 1011;

    private final SocketListener listener;
    private final Message message;
    private final ChannelSocket socket;
    private boolean oversize;
    private boolean gone;

    FrameHandler(Channel channel, SocketLimits limits, SocketListener listener) {
        this.listener = listener;
        this.message = new Message(limits);
        this.socket = new ChannelSocket(channel, this::guarded, listener::stalled);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        guarded(() -> listener.opened(socket));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object received) {
        try {
            if (received == LimitedFrameDecoder.Oversize.FRAME) {
                oversize = true;
            } else if (received instanceof WebSocketFrame frame && !gone) {
                accept(frame);
            }
        } finally {
            ReferenceCountUtil.release(received);
        }
    }

    private void accept(WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame close) {
            socket.answerClose(close.statusCode() < 0 ? NORMAL : close.statusCode());
            end();
        } else if (socket.closing()) {
            message.release();
        } else if (frame instanceof PingWebSocketFrame ping) {
            socket.pong(ping.content());
        } else if (frame instanceof TextWebSocketFrame || frame instanceof BinaryWebSocketFrame) {
            message.begin(frame instanceof TextWebSocketFrame);
            part(frame);
        } else if (frame instanceof ContinuationWebSocketFrame) {
            part(frame);
        }
    }

    private void part(WebSocketFrame frame) {
        if (oversize) {
            oversize = false;
            message.giveUp();
        }
        boolean only = frame.isFinalFragment() && message.parts() == null && !message.tooLarge();
        if (only && frame.content().readableBytes() <= message.limit()) {
            whole(frame.content());
            return;
        }
        message.add(frame.content(), socket.allocator());
        if (frame.isFinalFragment()) {
            ByteBuf parts = message.parts();
            if (parts == null) {
                guarded(() -> listener.tooLarge(message.limit()));
            } else {
                whole(parts);
            }
            message.release();
        }
    }

    private void whole(ByteBuf bytes) {
        if (!message.isText()) {
            guarded(() -> listener.binary(bytes.nioBuffer()));
            return;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(bytes.nioBuffer())
                    .toString();
            guarded(() -> listener.text(text));
        } catch (CharacterCodingException e) {
            socket.close(INVALID_PAYLOAD, "a text message that is not UTF-8");
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        socket.flush();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (socket.writable()) {
            guarded(listener::writable);
            socket.flush();
        } else {
            socket.watch();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        message.release();
        end();
    }

    /** A listener's bug ends its socket, not its neighbours'. */
    private void guarded(Runnable call) {
        if (gone) {
            return;
        }
        try {
            call.run();
        } catch (RuntimeException | Error e) {
            log.error("{}: a listener failed", socket, e);
            socket.close(SERVER_ERROR, "an error of this server; its log has more");
        }
    }

    private void end() {
        guarded(listener::closed);
        gone = true;
        socket.ended();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        Throwable root = cause.getCause() == null ? cause : cause.getCause();
        log.debug("{}: {}", socket, root.toString());
        if (root instanceof CorruptedWebSocketFrameException corrupt) {
            socket.close(corrupt.closeStatus().code(), String.valueOf(root.getMessage()));
        } else {
            context.close();
        }
    }
}
