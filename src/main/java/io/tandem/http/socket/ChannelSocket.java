package io.tandem.http.socket;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.util.concurrent.ScheduledFuture;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A socket on its channel: writes frames, each in one pooled buffer, and flushes once a turn. Event loop thread. */
final class ChannelSocket implements Socket {

    /** How long a peer may take nothing, and how long it may take to answer a close. */
    private static final long PATIENCE_SECONDS = 30;

    private final Channel channel;
    private final Consumer<Runnable> guard;
    private final Runnable stalled;
    private @Nullable ScheduledFuture<?> pings;
    private @Nullable ScheduledFuture<?> watch;
    private @Nullable ScheduledFuture<?> deadline;
    private long waiting;
    private boolean written;
    private boolean closing;
    private boolean ended;

    /**
     * @param guard runs the listener's code
     * @param stalled called when the peer has taken nothing for a while
     */
    ChannelSocket(Channel channel, Consumer<Runnable> guard, Runnable stalled) {
        this.channel = channel;
        this.guard = guard;
        this.stalled = stalled;
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    boolean closing() {
        return closing;
    }

    @Override
    public boolean writable() {
        return channel.isWritable() && !closing;
    }

    @Override
    public void sendText(String message) {
        int length = ByteBufUtil.utf8Bytes(message);
        ByteBuf frame = frame(Frames.TEXT, length);
        frame.writeCharSequence(message, StandardCharsets.UTF_8);
        write(frame);
    }

    @Override
    public void sendBinary(byte[] message, int length) {
        write(frame(Frames.BINARY, length).writeBytes(message, 0, length));
    }

    @Override
    public void pingEvery(Duration period, Supplier<String> payload) {
        Runnable ping = () -> {
            if (writable()) {
                byte[] bytes = payload.get().getBytes(StandardCharsets.UTF_8);
                write(frame(Frames.PING, bytes.length).writeBytes(bytes));
                flush();
            }
        };
        pings = channel.eventLoop()
                .scheduleAtFixedRate(() -> guard.accept(ping), 0, period.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Left out when the peer does not keep up: only the last ping needs an answer (RFC 6455 §5.5.3). */
    void pong(ByteBuf payload) {
        if (writable()) {
            write(frame(Frames.PONG, payload.readableBytes()).writeBytes(payload));
        }
    }

    @Override
    public Runnable wakeUp(Runnable work) {
        AtomicBoolean waiting = new AtomicBoolean();
        Runnable turn = () -> {
            waiting.set(false);
            guard.accept(work);
            flush();
        };
        return () -> {
            if (waiting.compareAndSet(false, true)) {
                try {
                    channel.eventLoop().execute(turn);
                } catch (RejectedExecutionException e) {
                    // The server has stopped, and the socket with it.
                }
            }
        };
    }

    @Override
    public void close(int code, String reason) {
        if (!closing) {
            writeClose(code, reason);
            flush();
            deadline = channel.eventLoop().schedule(this::abort, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    /** The peer closes: says so too, unless it was the first to be told, and ends the connection. */
    void answerClose(int code) {
        if (!closing) {
            writeClose(code, "");
        }
        flush();
        channel.close();
    }

    private void writeClose(int code, String reason) {
        byte[] text = Frames.reason(reason);
        write(frame(Frames.CLOSE, 2 + text.length).writeShort(code).writeBytes(text));
        closing = true;
    }

    @Override
    public void abort() {
        channel.close();
    }

    private ByteBuf frame(int opcode, int length) {
        return Frames.begin(channel.alloc(), opcode, length);
    }

    private void write(ByteBuf frame) {
        if (closing || ended) {
            frame.release();
            return;
        }
        channel.write(frame, channel.voidPromise());
        written = true;
    }

    void flush() {
        if (written) {
            written = false;
            channel.flush();
        }
    }

    /** The peer does not keep up: looks from time to time whether it takes anything at all. */
    void watch() {
        if (watch == null && !ended) {
            waiting = channel.bytesBeforeWritable();
            watch = channel.eventLoop().schedule(this::look, PATIENCE_SECONDS, TimeUnit.SECONDS);
        }
    }

    private void look() {
        watch = null;
        if (channel.isWritable()) {
            return;
        }
        // What waits only grows while the channel is writable, so less of it means that some was taken.
        if (channel.bytesBeforeWritable() == waiting) {
            guard.accept(stalled);
        }
        watch();
    }

    void ended() {
        ended = true;
        cancel(pings);
        cancel(watch);
        cancel(deadline);
    }

    private static void cancel(@Nullable ScheduledFuture<?> task) {
        if (task != null) {
            task.cancel(false);
        }
    }

    @Override
    public String toString() {
        return channel.toString();
    }
}
