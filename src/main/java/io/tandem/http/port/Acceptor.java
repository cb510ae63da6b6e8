package io.tandem.http.port;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.IdleStateHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes an HTTP connection of every accepted channel, as long as there are not too many. */
final class Acceptor extends ChannelInitializer<Channel> {

    private static final Logger log = LoggerFactory.getLogger(Acceptor.class);
    private static final byte[] FULL =
            "HTTP/1.1 503 Service Unavailable\r\nConnection: close\r\nRetry-After: 5\r\nContent-Length: 0\r\n\r\n"
                    .getBytes(StandardCharsets.US_ASCII);

    private final PortSettings settings;
    private final HttpStreams streams;
    private final ChannelGroup open;
    private final @Nullable SslContext tls;

    Acceptor(PortSettings settings, HttpStreams streams, ChannelGroup open) {
        this.settings = settings;
        this.streams = streams;
        this.open = open;
        Certificate certificate = settings.certificate();
        this.tls = certificate == null ? null : certificate.load();
    }

    @Override
    protected void initChannel(Channel channel) {
        if (tls != null) {
            channel.pipeline().addLast(tls.newHandler(channel.alloc()));
        }
        if (open.size() >= settings.maxConnections()) {
            log.debug("{} is refused: as many connections are open as may be", channel);
            channel.pipeline().addLast(new Refusal());
            return;
        }
        open.add(channel);
        if (!settings.idleTimeout().isZero()) {
            channel.pipeline()
                    .addLast(new IdleStateHandler(0, 0, settings.idleTimeout().toMillis(), TimeUnit.MILLISECONDS));
        }
        channel.pipeline().addLast(new HttpConnection(channel, streams));
    }

    /** Says 503 to whoever is one too many; a TLS handshake would cost more than it is worth. */
    private static final class Refusal extends ChannelInboundHandlerAdapter {
        @Override
        public void channelActive(ChannelHandlerContext context) {
            Channel channel = context.channel();
            if (channel.pipeline().get(SslHandler.class) != null) {
                channel.close();
                return;
            }
            channel.writeAndFlush(Unpooled.wrappedBuffer(FULL)).addListener(sent -> LingeringClose.of(channel));
        }
    }
}
