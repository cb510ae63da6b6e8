package io.tandem.bridge;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.media.MediaSession;
import java.util.List;

/** Lends the product's own rooms to sessions under measurement, without calls around them. */
public final class Rooms {
    private Rooms() {}

    /** From now on everybody hears everybody else. */
    public static void gather(List<? extends MediaSession> sessions) {
        Exchange exchange = new Exchange(new BridgeSettings(sessions.size()));
        Line.Listener nobody = new Line.Listener() {
            @Override
            public void joined(String trackId, String label) {}

            @Override
            public void parted() {}
        };
        for (int i = 0; i < sessions.size(); i++) {
            Line line = exchange.open("call-" + i, sessions.get(i), nobody);
            exchange.join(line, new BridgeTarget.Room("room", Role.TALK, null));
        }
    }
}
