package io.tandem.control.activecall;

import io.tandem.call.AudioFeed;
import io.tandem.call.AudioPort;
import io.tandem.call.CallType;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import io.tandem.http.socket.Socket;
import io.tandem.http.socket.SocketListener;
import java.nio.ByteBuffer;
import java.time.Clock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One control WebSocket and its call: events and audio out as fast as the peer takes them, commands and audio in. A peer that does
 * not keep up holds nothing back: its events wait in the bounded log of the call, its audio is lost, the oldest first. When the socket is
 * gone, the call is told once. Everything happens on the socket's thread.
 */
final class ControlSocket implements SocketListener {

    /** Close code of a socket whose call another socket took over; 4000 to 4999 are for applications (RFC 6455 §7.4.2). */
    static final int REPLACED = 4001;

    private static final Logger log = LoggerFactory.getLogger(ControlSocket.class);
    private static final int NORMAL = 1000;

    /** 640 ms of audio frames. */
    private static final int FEED_FRAMES = 32;

    private final ControlledCall.Control control;
    private final ControlledCall call;
    private final CallQuery query;
    private final Dialect dialect;
    private final Clock clock;
    private final byte[] frame = new byte[AudioPort.MAX_FRAME];
    private long lostFrames;

    /** What an open socket has, from {@link #opened} on. */
    private @Nullable Session session;

    private record Session(Socket socket, LogSupply events, @Nullable DropOldest<byte[]> feed) {}

    private AudioFeed.@Nullable Subscription subscription;

    ControlSocket(ControlledCall.Control control, CallQuery query, Dialect dialect, Clock clock) {
        this.control = control;
        this.call = control.call();
        this.query = query;
        this.dialect = dialect;
        this.clock = clock;
    }

    @Override
    public void opened(Socket socket) {
        Runnable wake = socket.wakeUp(this::send);
        Long after = query.after();
        LogSupply events = new LogSupply(
                live().events(),
                after == null ? 0 : after,
                wake,
                dialect.counters().missedEvents());
        boolean ownAudio = live().spec().type() == CallType.WEB_SOCKET;
        session = new Session(
                socket,
                events,
                ownAudio
                        ? null
                        : new DropOldest<>(FEED_FRAMES, wake, dialect.counters().droppedFrames()));
        lostFrames = control.lostFrames();
        control.onFrame(wake);
        control.attached();
        control.replaced().thenRun(socket.wakeUp(() -> socket.close(REPLACED, "another socket took over this call")));
        if (!query.ping().isZero()) {
            socket.pingEvery(query.ping(), () -> HangupWriter.rfc3339(clock.instant()));
        }
        if (call.subscribed()) {
            subscribe();
        }
        send();
    }

    /** Until the peer does not keep up or there is nothing more; the wake-up is armed then. */
    private void send() {
        Session open = session;
        if (open != null && control.valid()) {
            sendEvents(open);
            sendAudio(open);
        }
    }

    private void sendEvents(Session open) {
        while (open.socket().writable()) {
            EventLog.Entry entry = open.events().poll();
            if (entry == null) {
                break;
            }
            if (!(entry.event() instanceof Event.Commanded)) {
                open.socket().sendText(dialect.writer().write(live().spec(), entry));
            }
        }
        if (open.events().ended()) {
            open.socket().close(NORMAL, "");
        }
    }

    private void sendAudio(Session open) {
        DropOldest<byte[]> feed = open.feed();
        while (open.socket().writable()) {
            byte[] next = feed == null ? frame : feed.poll();
            int length = next == null ? 0 : feed == null ? control.poll(next) : next.length;
            if (next == null || length == 0) {
                break;
            }
            open.socket().sendBinary(next, length);
            control.sent(next, length);
        }
    }

    @Override
    public void text(String message) {
        if (control.valid()) {
            command(dialect.reader().read(message));
        }
    }

    @Override
    public void binary(ByteBuffer message) {
        control.received(message);
    }

    @Override
    public void tooLarge(int limit) {
        malformed(new CommandReader.Malformed(
                false, "frame: more than the largest that is taken (expected: at most " + limit + " bytes)", null));
    }

    @Override
    public void writable() {
        send();
    }

    /** A peer that will never come back would hold memory and descriptor until the kernel gives it up. */
    @Override
    public void stalled() {
        if (session != null && (!control.valid() || live().events().closed())) {
            session.socket().abort();
        }
    }

    @Override
    public void closed() {
        if (session != null) {
            session.events().close();
        }
        if (subscription != null) {
            subscription.close();
        }
        dialect.counters().droppedFrames().add(control.lostFrames() - lostFrames);
        control.lost(query.resume());
    }

    private void command(CommandReader.Result result) {
        if (result instanceof CommandReader.Parsed parsed) {
            call.execute(parsed);
            if (call.subscribed()) {
                subscribe();
            }
        } else if (result instanceof CommandReader.Malformed malformed) {
            malformed(malformed);
        }
    }

    /** Silent as ever (register D-13), unless the settings or an id, which old clients never send, ask for an answer. */
    private void malformed(CommandReader.Malformed malformed) {
        dialect.counters().malformed().increment();
        log.debug("call {}: {}", live().id(), malformed.text());
        if (dialect.settings().reportMalformed() || malformed.id() != null) {
            live().events().append(new Event.Error(live().id(), "command", malformed.text(), null, malformed.id()));
        }
    }

    private void subscribe() {
        DropOldest<byte[]> feed = session == null ? null : session.feed();
        if (feed != null && subscription == null) {
            subscription = live().spec().children().audioFeed().subscribe(feed::offer);
        }
    }

    private LiveCall live() {
        return call.live();
    }
}
