package io.tandem.bridge;

import io.tandem.call.BridgeTarget.Role;
import io.tandem.media.MediaSession;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A call's place in the {@link Exchange}, which guards it: whom it talks to and as what. Its handset is put into the media session when it
 * is first needed and stays there, so that no haste of a controller can fill the session's queue.
 */
final class Line {

    /** Hears what becomes of one call's line, in the thread of whoever changed it: must only hand over and return. */
    interface Listener {

        /** The call is joined to {@code label} from now on. */
        void joined(String trackId, String label);

        /** It does no more. */
        void parted();
    }

    private final String callId;
    private final MediaSession session;
    private final Listener listener;
    private final Mouthpiece mouthpiece = new Mouthpiece();
    private final Earpiece earpiece = new Earpiece();
    private boolean speaks;
    private boolean listens;

    private boolean held;
    private Role role = Role.TALK;
    private @Nullable String whispersTo;
    private @Nullable Conversation conversation;
    private @Nullable String label;

    Line(String callId, MediaSession session, Listener listener) {
        this.callId = callId;
        this.session = session;
        this.listener = listener;
    }

    String callId() {
        return callId;
    }

    @Nullable
    Conversation conversation() {
        return conversation;
    }

    /** Puts the handset into the session. */
    void pickUp() {
        if (!listens) {
            session.addInput(earpiece);
            listens = true;
        }
        if (!speaks) {
            session.addTap(mouthpiece);
            speaks = true;
        }
    }

    /** What it is joined to. */
    @Nullable
    String label() {
        return label;
    }

    void joined(Conversation joined, String to) {
        conversation = joined;
        label = to;
        listener.joined("bridge:" + callId + ":to:" + to, to);
    }

    void parted() {
        conversation = null;
        label = null;
        hear(List.of());
        listener.parted();
    }

    /** @param to whom alone a whisper reaches */
    void takeRole(Role taken, @Nullable String to) {
        role = taken;
        whispersTo = to;
    }

    void hold(boolean on) {
        held = on;
    }

    /** Whether what this call says reaches {@code other}. Nobody hears himself, and nobody on hold hears or is heard. */
    boolean reaches(Line other) {
        if (other == this || held || other.held) {
            return false;
        }
        return switch (role) {
            case TALK -> true;
            case LISTEN -> false;
            case WHISPER -> other.callId.equals(whispersTo);
        };
    }

    Mouthpiece mouthpiece() {
        return mouthpiece;
    }

    /** Hears these wires from now on. */
    void hear(List<Wire> wires) {
        earpiece.use(wires);
    }
}
