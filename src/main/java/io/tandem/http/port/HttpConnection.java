package io.tandem.http.port;

import akka.util.ByteString;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.handler.timeout.IdleStateHandler;
import io.tandem.http.port.ByteStage.Stream;
import io.tandem.http.socket.TakeOver;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An HTTP connection: bytes between a channel and the stream that answers them, until the answer is a 101 that hands the channel to
 * a socket. What is private belongs to the event loop; the rest may be called from any thread.
 */
final class HttpConnection extends ChannelInboundHandlerAdapter implements TakeOver {

    private static final Logger log = LoggerFactory.getLogger(HttpConnection.class);
    private static final ByteBuf SWITCHING = Unpooled.unreleasableBuffer(
            Unpooled.copiedBuffer("HTTP/1.1 101", StandardCharsets.US_ASCII).asReadOnly());
    private static final ByteString END_OF_HEAD = ByteString.fromString("\r\n\r\n");

    private final Channel channel;
    private final HttpStreams streams;
    private final AtomicInteger unanswered = new AtomicInteger();
    private volatile boolean draining;
    private volatile @Nullable Consumer<ChannelPipeline> successor;

    private @Nullable Stream stream;
    private ByteString received = ByteString.emptyByteString();
    private boolean readEndedAHead;
    private boolean wanted;
    private boolean receivedAll;
    private boolean finishing;
    private boolean switched;

    HttpConnection(Channel channel, HttpStreams streams) {
        this.channel = channel;
        this.streams = streams;
    }

    // The stream's side.

    void attach(Stream attached) {
        onLoop(() -> {
            stream = attached;
            if (!channel.isActive()) {
                attached.closed();
            }
            deliver();
        });
    }

    void read() {
        onLoop(() -> {
            wanted = true;
            deliver();
        });
    }

    void write(ByteString bytes) {
        onLoop(() -> writeNow(bytes));
    }

    /** The stream has given all its answers. */
    void finish() {
        onLoop(() -> {
            if (!switched && !finishing) {
                finishing = true;
                channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> LingeringClose.of(channel));
            }
        });
    }

    /** The stream is over; unless it said so before, it failed. */
    void streamEnded() {
        onLoop(() -> {
            if (!finishing && !switched) {
                channel.close();
            }
        });
    }

    void requestCame() {
        unanswered.incrementAndGet();
    }

    /** @return whether the answer is to be the last one of this connection */
    boolean answered() {
        unanswered.decrementAndGet();
        return draining;
    }

    @Override
    public void afterSwitching(Consumer<ChannelPipeline> handlers) {
        successor = handlers;
    }

    /** Ends the connection once what was asked is answered. */
    void drain() {
        draining = true;
        onLoop(() -> {
            // An upload that is cut off would be answered with 400; its answer says instead that the connection ends.
            if (unanswered.get() == 0) {
                receivedAll = true;
                deliver();
            }
        });
    }

    private void onLoop(Runnable task) {
        if (channel.eventLoop().inEventLoop()) {
            task.run();
            return;
        }
        try {
            channel.eventLoop().execute(task);
        } catch (RejectedExecutionException e) {
            // The port has stopped, and its channels are closed.
        }
    }

    // The network's side.

    @Override
    public void channelActive(ChannelHandlerContext context) {
        streams.run(this, channel);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        try {
            byte[] copy = new byte[bytes.readableBytes()];
            bytes.readBytes(copy);
            received = received.concat(ByteString.fromArrayUnsafe(copy));
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        deliver();
    }

    /** Data and end may come before the stream asks for them, or even exists: with epoll the peer's FIN makes Netty read. */
    private void deliver() {
        Stream to = stream;
        if (to == null) {
            return;
        }
        if (wanted && !received.isEmpty()) {
            wanted = false;
            readEndedAHead = received.takeRight(END_OF_HEAD.size()).equals(END_OF_HEAD);
            to.received(received);
            received = ByteString.emptyByteString();
        }
        if (received.isEmpty() && receivedAll) {
            to.receivedAll();
        } else if (wanted) {
            channel.read();
        }
    }

    private void writeNow(ByteString bytes) {
        Stream from = stream;
        if (switched || from == null) {
            return;
        }
        ByteBuf buffer = channel.alloc().ioBuffer(bytes.size());
        for (ByteBuffer part : bytes.getByteBuffers()) {
            buffer.writeBytes(part);
        }
        Consumer<ChannelPipeline> next = successor;
        boolean switching = startsWithSwitching(buffer);
        int size = bytes.size();
        channel.writeAndFlush(buffer).addListener(written -> from.sent(size));
        if (next != null && switching) {
            handOver(next, from);
        }
    }

    private static boolean startsWithSwitching(ByteBuf answer) {
        int length = SWITCHING.readableBytes();
        return answer.readableBytes() >= length && answer.slice(0, length).equals(SWITCHING);
    }

    private void handOver(Consumer<ChannelPipeline> handlers, Stream from) {
        switched = true;
        if (receivedAll || !received.isEmpty() || !readEndedAHead) {
            log.debug("{}: bytes before the answer to a handshake (expected: none, RFC 6455 §4.1)", channel);
            channel.close();
            return;
        }
        ChannelPipeline pipeline = channel.pipeline();
        if (pipeline.get(IdleStateHandler.class) != null) {
            pipeline.remove(IdleStateHandler.class);
        }
        // A socket whose peer only ends its side is of no use any more (RFC 6455 §7.1.1).
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, false);
        handlers.accept(pipeline);
        pipeline.remove(this);
        channel.config().setAutoRead(true);
        from.closed();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            receivedAll = true;
            deliver();
        } else if (event instanceof IdleStateEvent) {
            channel.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (stream != null) {
            stream.closed();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        log.debug("{}: {}", channel, cause.toString());
        channel.close();
    }
}
