package io.tandem.bridge;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.media.MediaSession;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Where the calls of a node find each other: who is joined to whom. A call is in one pair or one room at a time. Thread-safe: decisions
 * are short and made under one lock; the audio itself never comes here.
 */
public final class Exchange {

    /**
     * What is going on, for /status.
     *
     * @param calls calls that are joined to another or in a room
     * @param droppedFrames frames of 20 ms that a media loop came too late for
     */
    public record Load(int calls, int rooms, long droppedFrames) {}

    private final BridgeSettings settings;
    private final Map<String, Line> lines = new HashMap<>();
    private final Map<String, Conversation> rooms = new HashMap<>();
    private final LongAdder dropped = new LongAdder();

    public Exchange(BridgeSettings settings) {
        this.settings = settings;
    }

    public synchronized Load load() {
        long joined = lines.values().stream()
                .filter(line -> line.conversation() != null)
                .count();
        return new Load((int) joined, rooms.size(), dropped.sum());
    }

    /** Makes a call known; others can be joined to it from now on. */
    synchronized Line open(String callId, MediaSession session, Line.Listener listener) {
        Line line = new Line(callId, session, listener);
        lines.put(callId, line);
        return line;
    }

    /** Forgets a call; whom it talked to goes on alone. Idempotent. */
    synchronized void close(Line line) {
        leave(line);
        lines.remove(line.callId(), line);
    }

    /** Joins {@code line} to another call or a room, leaving what it was joined to; answers why not, and then nothing has changed. */
    synchronized Optional<String> join(Line line, BridgeTarget target) {
        if (target instanceof BridgeTarget.Call call) {
            return connect(line, call.sessionId());
        }
        return enter(line, (BridgeTarget.Room) target);
    }

    /** Leaves what {@code line} is joined to if that carries {@code label}, or whatever it is when null. */
    synchronized void part(Line line, @Nullable String label) {
        if (label == null || label.equals(line.label())) {
            leave(line);
        }
    }

    /** A call on hold neither hears nor is heard. */
    synchronized void hold(Line line, boolean on) {
        line.hold(on);
        Conversation conversation = line.conversation();
        if (conversation != null) {
            conversation.rewire();
        }
    }

    private Optional<String> connect(Line line, String targetId) {
        Line target = lines.get(targetId);
        if (target == null) {
            return Optional.of("target not found: " + targetId + " (expected: the session id of a call of this node)");
        }
        if (target == line) {
            return Optional.of("target: " + targetId + " is this call itself (expected: another call)");
        }
        if (target.label() != null && !line.callId().equals(target.label())) {
            return Optional.of("target: " + targetId + " is joined to " + target.label()
                    + " (expected: a call that is joined to none or to this one)");
        }
        line.pickUp();
        target.pickUp();
        leave(line);
        Conversation pair = new Conversation(null, dropped);
        sit(line, pair, targetId, Role.TALK, null);
        sit(target, pair, line.callId(), Role.TALK, null);
        pair.rewire();
        return Optional.empty();
    }

    private Optional<String> enter(Line line, BridgeTarget.Room target) {
        Conversation present = rooms.get(target.name());
        List<Line> others = present == null
                ? List.of()
                : present.lines().stream().filter(other -> other != line).toList();
        if (others.size() >= settings.maxRoomCalls()) {
            return Optional.of("room " + target.name() + ": full (expected: fewer than " + settings.maxRoomCalls()
                    + " calls in it)");
        }
        String to = target.to();
        if (to != null && others.stream().noneMatch(other -> other.callId().equals(to))) {
            return Optional.of("to: " + to + " (expected: another call in room " + target.name() + ")");
        }
        line.pickUp();
        if (present != null && line.conversation() == present) {
            line.takeRole(target.role(), to);
            present.rewire();
            return Optional.empty();
        }
        leave(line);
        Conversation room = rooms.computeIfAbsent(target.name(), name -> new Conversation(name, dropped));
        sit(line, room, target.label(), target.role(), to);
        room.rewire();
        return Optional.empty();
    }

    private static void sit(Line line, Conversation conversation, String label, Role role, @Nullable String to) {
        line.takeRole(role, to);
        conversation.lines().add(line);
        line.joined(conversation, label);
    }

    /** Of a pair both leave. */
    private void leave(Line line) {
        Conversation left = line.conversation();
        if (left == null) {
            return;
        }
        List<Line> leaving = left.room() == null ? List.copyOf(left.lines()) : List.of(line);
        left.lines().removeAll(leaving);
        leaving.forEach(Line::parted);
        if (left.lines().isEmpty() && left.room() != null) {
            rooms.remove(left.room());
        }
        left.rewire();
    }
}
