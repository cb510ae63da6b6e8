package io.tandem.http.port;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection without taking the last answer back: a close with unread bytes resets the connection, and a reset makes the
 * peer forget what it has not read yet (RFC 9112 §9.6). So the sending side ends first, and what still comes is read away for a while.
 */
final class LingeringClose extends ChannelInboundHandlerAdapter {

    private static final long LINGER_MILLIS = 1_000;

    private LingeringClose() {}

    /** To be called on the channel's event loop when everything is written. */
    static void of(Channel channel) {
        if (!(channel instanceof DuplexChannel duplex) || channel.pipeline().get(SslHandler.class) != null) {
            // TLS ends by its own message, which goes out before the close.
            channel.close();
            return;
        }
        channel.pipeline().addLast(new LingeringClose());
        duplex.shutdownOutput().addListener(done -> {
            if (!done.isSuccess() || duplex.isInputShutdown()) {
                channel.close();
            } else {
                channel.config().setAutoRead(true);
                channel.eventLoop().schedule(() -> channel.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
            }
        });
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ReferenceCountUtil.release(message);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            context.close();
        }
    }
}
