package io.tandem.http.port;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.TimeUnit;

/** The threads of a port and the kind of its channels: epoll on Linux, the JDK's selector elsewhere. */
record EventLoops(EventLoopGroup group, Class<? extends ServerChannel> channel) {

    /** Half of the cores: the other half is the media loops'. */
    static EventLoops start() {
        int threads = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        DefaultThreadFactory names = new DefaultThreadFactory("http", true);
        return Epoll.isAvailable()
                ? new EventLoops(new EpollEventLoopGroup(threads, names), EpollServerSocketChannel.class)
                : new EventLoops(new NioEventLoopGroup(threads, names), NioServerSocketChannel.class);
    }

    /** Ends the threads; their channels are closed. */
    void stop() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
    }
}
