package io.tandem.call;

import org.jspecify.annotations.Nullable;

/** What a call can be joined to. */
public sealed interface BridgeTarget {

    /** How track ids, listings and `unbridge` name it. */
    String label();

    /** Another call of this node: both hear each other. */
    record Call(String sessionId) implements BridgeTarget {
        @Override
        public String label() {
            return sessionId;
        }
    }

    /**
     * A room, which exists while calls are in it: everybody hears, with {@code role} deciding who is heard.
     *
     * @param to session id of the only call that hears a whisper; null with any other role
     */
    record Room(String name, Role role, @Nullable String to) implements BridgeTarget {
        @Override
        public String label() {
            return labelOf(name);
        }

        public static String labelOf(String name) {
            return "room:" + name;
        }
    }

    /** Who hears a call in a room. Nobody hears himself. */
    enum Role {
        /** Everybody. */
        TALK,
        /** Nobody. */
        LISTEN,
        /** One other call. */
        WHISPER
    }
}
