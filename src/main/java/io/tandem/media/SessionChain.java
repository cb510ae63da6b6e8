package io.tandem.media;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The loop thread's half of a session: every 20 ms {@code playout + inputs → mute → endpoint.send}, then {@code endpoint.receive → mute →
 * taps}. What a guest throws removes the guest and nothing else.
 */
final class SessionChain implements MediaEndpoint.Context {
    private final MediaLoop loop;
    private final MediaListener listener;
    private final LoopSession.Commands commands;
    private final Faults faults = new Faults();
    private final Playout playout = new Playout(faults, this::ssrc);
    private final Mixer mixer;
    private final List<AudioTap> taps = new ArrayList<>();
    private final short[] received;
    private final short[] sent;

    private @Nullable MediaEndpoint endpoint;
    private boolean receivedMuted;
    private boolean sentMuted;
    private long inactivityNanos;
    private long lastHeard;
    private long slotNanos;
    private boolean ended;

    SessionChain(MediaLoop loop, MediaListener listener, LoopSession.Commands commands) {
        this.loop = loop;
        this.listener = listener;
        this.commands = commands;
        this.received = loop.memory().received;
        this.sent = loop.memory().sent;
        this.mixer = new Mixer(faults, loop.memory().sum);
    }

    /** One slot; false when the session has ended. */
    boolean run(long nanos) {
        slotNanos = nanos;
        commands.drain(faults);
        if (commands.closing()) {
            end();
            return false;
        }
        boolean audible = play();
        send(audible);
        watch(receive());
        tap();
        return true;
    }

    /** Releases everything; commands that come later find a closed session. */
    void end() {
        if (ended) {
            return;
        }
        ended = true;
        playout.close();
        mixer.close();
        taps.forEach(tap -> faults.guard("tap", tap::detached));
        taps.clear();
        detach();
        commands.end(faults);
        faults.summarise();
    }

    void attach(MediaEndpoint next) {
        detach();
        if (ended) {
            faults.guard("endpoint", next::detached);
            return;
        }
        endpoint = next;
        lastHeard = slotNanos;
        if (!faults.guard("endpoint", () -> next.attached(this))) {
            fail(next);
        }
    }

    void play(PlayoutSource source, PlayoutListener playoutListener) {
        playout.play(source, playoutListener);
        if (ended) {
            playout.close();
        }
    }

    void stopPlayout(long fadeMillis) {
        playout.stop(fadeMillis);
    }

    void pausePlayout() {
        playout.pause();
    }

    void resumePlayout() {
        playout.resume();
    }

    void mute(MediaSession.Side side, boolean on) {
        if (side == MediaSession.Side.RECEIVED) {
            receivedMuted = on;
        } else {
            sentMuted = on;
        }
    }

    void addInput(AudioInput input) {
        mixer.add(input);
        if (ended) {
            mixer.close();
        }
    }

    void addTap(AudioTap tap) {
        if (ended) {
            faults.guard("tap", tap::detached);
        } else {
            taps.add(tap);
        }
    }

    void removeTap(AudioTap tap) {
        if (taps.remove(tap)) {
            faults.guard("tap", tap::detached);
        }
    }

    void execute(Runnable work) {
        if (!ended) {
            work.run();
        }
    }

    void inactivityTimeout(long nanos) {
        inactivityNanos = nanos;
        lastHeard = slotNanos;
    }

    @Override
    public MediaLoop loop() {
        return loop;
    }

    @Override
    public long nanoTime() {
        return slotNanos;
    }

    @Override
    public void report(MediaFact fact) {
        if (!(receivedMuted && fact instanceof MediaFact.Dtmf)) {
            faults.guard("media listener", () -> listener.onFact(fact));
        }
    }

    private boolean play() {
        // Without an endpoint nobody hears it: the playout waits.
        boolean audible = endpoint != null && playout.read(sent);
        // Inputs do not wait as the playout does: what is live now is of no use later.
        audible |= mixer.mixInto(sent);
        if (endpoint == null || sentMuted) {
            Arrays.fill(sent, (short) 0);
            return false;
        }
        return audible;
    }

    private void send(boolean audible) {
        MediaEndpoint to = endpoint;
        if (to == null) {
            return;
        }
        try {
            to.send(sent, audible);
        } catch (RuntimeException | Error e) {
            faults.caught("endpoint", e);
            fail(to);
        }
    }

    private boolean receive() {
        boolean heard = false;
        MediaEndpoint from = endpoint;
        if (from != null) {
            try {
                heard = from.receive(received);
            } catch (RuntimeException | Error e) {
                faults.caught("endpoint", e);
                fail(from);
            }
        }
        if (endpoint == null || receivedMuted) {
            Arrays.fill(received, (short) 0);
        }
        return heard;
    }

    private void watch(boolean heard) {
        if (heard) {
            lastHeard = slotNanos;
        } else if (inactivityNanos > 0 && slotNanos - lastHeard >= inactivityNanos) {
            inactivityNanos = 0;
            report(new MediaFact.Inactive());
        }
    }

    private void tap() {
        for (int i = 0; i < taps.size(); i++) {
            AudioTap tap = taps.get(i);
            try {
                tap.onFrame(received, sent, slotNanos);
            } catch (RuntimeException | Error e) {
                faults.caught("tap", e);
                removeTap(tap);
                i--;
            }
        }
    }

    private void fail(MediaEndpoint failed) {
        if (failed == endpoint) {
            detach();
            report(new MediaFact.EndpointFailed("the endpoint threw; it was detached"));
        }
    }

    private void detach() {
        MediaEndpoint old = endpoint;
        endpoint = null;
        if (old != null) {
            faults.guard("endpoint", old::detached);
        }
    }

    private long ssrc() {
        return endpoint == null ? 0 : endpoint.ssrc();
    }
}
