package io.tandem.bench;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketServerProtocolHandler;

/**
 * The floor under audio sockets: Netty alone, which returns every binary frame at once, with as many event loops as the server has.
 * Argument: the port. Prints {@code ready}; ends with its process.
 */
public final class RawSocketEcho {
    private RawSocketEcho() {}

    public static void main(String[] args) throws InterruptedException {
        if (args.length != 1) {
            System.err.println("usage: RawSocketEcho <port>");
            System.exit(2);
        }
        int loops = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        Channel listener = new ServerBootstrap()
                .group(new EpollEventLoopGroup(loops))
                .channel(EpollServerSocketChannel.class)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(
                                        new HttpServerCodec(),
                                        new HttpObjectAggregator(1024),
                                        new WebSocketServerProtocolHandler("/ws", null, false, 65_536, false, true),
                                        new Echo());
                    }
                })
                .bind("127.0.0.1", Integer.parseInt(args[0]))
                .sync()
                .channel();
        System.out.println("ready");
        listener.closeFuture().sync();
    }

    private static final class Echo extends SimpleChannelInboundHandler<WebSocketFrame> {
        @Override
        protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
            if (frame instanceof BinaryWebSocketFrame) {
                context.writeAndFlush(frame.retain());
            }
        }
    }
}
