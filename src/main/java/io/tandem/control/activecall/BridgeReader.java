package io.tandem.control.activecall;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.call.Command;
import io.tandem.control.activecall.JsonShape.Mismatch;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The fields of {@code bridge} and {@code unbridge}: another call (spec 2.12), or a room, our addition. */
final class BridgeReader {
    private static final Map<String, Role> ROLES =
            Map.of("talk", Role.TALK, "listen", Role.LISTEN, "whisper", Role.WHISPER);
    private static final int LONGEST_ROOM = 100;

    private BridgeReader() {}

    static Command bridge(JsonShape fields) throws Mismatch {
        String target = target(fields);
        String room = room(fields);
        if (target != null && room != null) {
            throw new Mismatch("targetSessionId: given, and room too (expected: one of them)");
        }
        if (target != null) {
            return new Command.Bridge(new BridgeTarget.Call(target));
        }
        if (room != null) {
            return new Command.Bridge(room(room, fields));
        }
        throw new Mismatch("targetSessionId: missing, and room too (expected: one of them)");
    }

    static Command unbridge(JsonShape fields) throws Mismatch {
        String target = target(fields);
        String room = room(fields);
        if (target != null && room != null) {
            throw new Mismatch("targetSessionId: given, and room too (expected: at most one of them)");
        }
        return new Command.Unbridge(room == null ? target : BridgeTarget.Room.labelOf(room));
    }

    private static @Nullable String target(JsonShape fields) throws Mismatch {
        return fields.text("targetSessionId", "target_session_id");
    }

    private static @Nullable String room(JsonShape fields) throws Mismatch {
        String room = fields.text("room");
        if (room != null && (room.isBlank() || room.length() > LONGEST_ROOM)) {
            throw new Mismatch(
                    "room: " + Excerpt.of(room) + " (expected: a name of 1 to " + LONGEST_ROOM + " characters)");
        }
        return room;
    }

    private static BridgeTarget room(String name, JsonShape fields) throws Mismatch {
        String word = Objects.requireNonNullElse(fields.text("role"), "talk");
        Role role = ROLES.get(word.toLowerCase(Locale.ROOT));
        if (role == null) {
            throw new Mismatch("role: " + Excerpt.of(word) + " (expected: talk, listen or whisper)");
        }
        String to = fields.text("to");
        if (role == Role.WHISPER && to == null) {
            throw new Mismatch("to: missing (expected: the session id of the call that alone hears the whisper)");
        }
        if (role != Role.WHISPER && to != null) {
            throw new Mismatch("to: " + Excerpt.of(to) + " (expected: only with role whisper)");
        }
        return new BridgeTarget.Room(name, role, to);
    }
}
