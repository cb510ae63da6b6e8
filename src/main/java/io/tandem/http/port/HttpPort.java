package io.tandem.http.port;

import akka.Done;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.japi.function.Function;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/** A bound port and its open connections. Thread-safe. */
public final class HttpPort {

    private static final int BACKLOG = 1024;

    private final EventLoops loops;
    private final Channel listener;
    private final ChannelGroup open;
    private final AtomicBoolean stopping = new AtomicBoolean();
    private final CompletableFuture<Done> stopped = new CompletableFuture<>();

    private HttpPort(EventLoops loops, Channel listener, ChannelGroup open) {
        this.loops = loops;
        this.listener = listener;
        this.open = open;
    }

    /**
     * Binds and serves.
     *
     * @param routes called on the stream of a connection, for one request of it after the other
     * @throws IllegalArgumentException when the certificate cannot be used
     * @return fails with {@link IOException} when the address cannot be had
     */
    public static CompletionStage<HttpPort> bind(
            ActorSystem<?> system, PortSettings settings, Function<HttpRequest, CompletionStage<HttpResponse>> routes) {
        CompletableFuture<HttpPort> port = new CompletableFuture<>();
        ChannelGroup open = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
        Acceptor acceptor =
                new Acceptor(settings, new HttpStreams(system, settings.certificate() != null, routes), open);
        EventLoops loops = EventLoops.start();
        InetSocketAddress address = new InetSocketAddress(settings.host(), settings.port());
        new ServerBootstrap()
                .group(loops.group())
                .channel(loops.channel())
                .option(ChannelOption.SO_BACKLOG, BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(acceptor)
                .bind(address)
                .addListener((ChannelFuture bound) -> {
                    if (bound.isSuccess()) {
                        port.complete(new HttpPort(loops, bound.channel(), open));
                    } else {
                        loops.stop();
                        port.completeExceptionally(new IOException(
                                "http.port: " + address + " (expected: a free port of an address of this machine): "
                                        + bound.cause().getMessage(),
                                bound.cause()));
                    }
                });
        return port;
    }

    /** Where it listens; the port is the real one also when 0 was asked for. */
    public InetSocketAddress address() {
        return (InetSocketAddress) listener.localAddress();
    }

    /**
     * Takes no new connections, ends each connection with the answers it owes, and closes what is left after {@code deadline},
     * sockets too. Idempotent.
     */
    public CompletionStage<Done> stop(Duration deadline) {
        if (stopping.compareAndSet(false, true)) {
            listener.close().addListener(closed -> endConnections(deadline));
        }
        return stopped;
    }

    private void endConnections(Duration deadline) {
        open.forEach(HttpPort::drain);
        ScheduledFuture<?> rest =
                GlobalEventExecutor.INSTANCE.schedule(() -> open.close(), deadline.toMillis(), TimeUnit.MILLISECONDS);
        open.newCloseFuture().addListener(ended -> {
            rest.cancel(false);
            loops.stop();
            stopped.complete(Done.getInstance());
        });
    }

    private static void drain(Channel channel) {
        HttpConnection connection = channel.pipeline().get(HttpConnection.class);
        if (connection != null) {
            connection.drain();
        }
    }
}
