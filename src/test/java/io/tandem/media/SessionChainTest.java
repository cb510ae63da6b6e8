package io.tandem.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SessionChainTest {
    private static final long FRAME = 20_000_000;

    private final List<MediaFact> facts = new ArrayList<>();
    private final LoopSession session = new LoopSession(idleLoop(), facts::add);
    private final Ear endpoint = new Ear();
    private long now = 5_000_000_000L;

    private static MediaLoop idleLoop() {
        try {
            return new MediaLoop("media-test", () -> 0);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** An endpoint that hears a constant and keeps what it is to send. */
    private static final class Ear implements MediaEndpoint {
        Context context;
        boolean hears = true;
        boolean broken;
        int detached;
        short lastSent;
        boolean audible;

        @Override
        public void attached(Context given) {
            context = given;
        }

        @Override
        public boolean receive(short[] pcm) {
            if (broken) {
                throw new IllegalStateException("bug");
            }
            Arrays.fill(pcm, (short) (hears ? 100 : 0));
            return hears;
        }

        @Override
        public void send(short[] pcm, boolean hasAudio) {
            lastSent = pcm[300];
            audible = hasAudio;
        }

        @Override
        public long ssrc() {
            return 1;
        }

        @Override
        public void detached() {
            detached++;
        }
    }

    private boolean slot() {
        now += FRAME;
        return session.chain().run(now);
    }

    @Test
    void carriesBothDirectionsPastTheTaps() {
        List<String> seen = new ArrayList<>();
        session.attach(endpoint);
        session.play(constant(50), (end, millis, ssrc) -> {});
        session.addTap((received, sent, nanoTime) -> seen.add(received[0] + "/" + sent[300]));
        slot();
        session.mute(MediaSession.Side.RECEIVED, true);
        slot();
        session.mute(MediaSession.Side.SENT, true);
        slot();
        assertThat(seen).containsExactly("100/50", "0/50", "0/0");
        assertThat(endpoint.lastSent).isZero();
        assertThat(endpoint.audible).isFalse();
    }

    @Test
    void keepsDigitsOfAMutedPartyToItself() {
        session.attach(endpoint);
        slot();
        endpoint.context.report(new MediaFact.Dtmf('1'));
        session.mute(MediaSession.Side.RECEIVED, true);
        slot();
        endpoint.context.report(new MediaFact.Dtmf('2'));
        assertThat(facts).containsExactly(new MediaFact.Dtmf('1'));
    }

    @Test
    void saysOnceThatNothingIsHeard() {
        session.attach(endpoint);
        session.inactivityTimeout(Duration.ofMillis(100));
        for (int i = 0; i < 10; i++) {
            slot();
        }
        assertThat(facts).isEmpty();
        endpoint.hears = false;
        for (int i = 0; i < 20; i++) {
            slot();
        }
        assertThat(facts).containsExactly(new MediaFact.Inactive());
    }

    @Test
    void removesATapThatThrowsAndServesTheOthers() {
        List<String> seen = new ArrayList<>();
        session.attach(endpoint);
        session.addTap(new AudioTap() {
            @Override
            public void onFrame(short[] received, short[] sent, long nanoTime) {
                throw new StackOverflowError();
            }

            @Override
            public void detached() {
                seen.add("detached");
            }
        });
        session.addTap((received, sent, nanoTime) -> seen.add("frame"));
        slot();
        slot();
        assertThat(seen).containsExactly("detached", "frame", "frame");
    }

    @Test
    void detachesAnEndpointThatThrowsAndSaysSo() {
        session.attach(endpoint);
        slot();
        endpoint.broken = true;
        slot();
        assertThat(endpoint.detached).isEqualTo(1);
        assertThat(facts).hasSize(1).first().isInstanceOf(MediaFact.EndpointFailed.class);
        assertThat(slot()).isTrue();
    }

    @Test
    void releasesEverythingOnceWhenClosed() {
        List<PlayoutListener.End> ends = new ArrayList<>();
        session.attach(endpoint);
        session.play(constant(1), (end, millis, ssrc) -> ends.add(end));
        slot();
        session.close();
        session.close();
        assertThat(slot()).isFalse();
        assertThat(endpoint.detached).isEqualTo(1);
        assertThat(ends).containsExactly(PlayoutListener.End.CLOSED);
    }

    @Test
    void closesTheEndpointThatIsReplaced() {
        Ear second = new Ear();
        session.attach(endpoint);
        session.attach(second);
        slot();
        assertThat(endpoint.detached).isEqualTo(1);
        assertThat(second.detached).isZero();
    }

    @Test
    void failsLoudlyWhenTheLoopDoesNotServe() {
        assertThatThrownBy(() -> {
                    for (int i = 0; i < 1000; i++) {
                        session.pausePlayout();
                    }
                })
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("128");
    }

    private static PlayoutSource constant(int value) {
        return (pcm, offset, length) -> {
            Arrays.fill(pcm, offset, offset + length, (short) value);
            return length;
        };
    }
}
