package io.tandem.speech.playback;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import io.tandem.call.CallActor;
import io.tandem.call.Playback;
import io.tandem.speech.FakeMediaSession;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The playout slot: who starts and ends when. */
class PlaybackActorTest {
    private static final ActorTestKit kit = ActorTestKit.create();
    private static final Duration INPUT = Duration.ofSeconds(5);

    private final FakeMediaSession session = new FakeMediaSession();
    private final TestProbe<CallActor.Message> call = kit.createTestProbe();
    private ActorRef<Playback.Command> actor;

    @BeforeEach
    void spawn() {
        PlaybackSettings.Fetch fetch = new PlaybackSettings.Fetch(1 << 20, Duration.ofSeconds(2), 3, true);
        PromptLoader loader =
                new PromptLoader(new PlaybackSettings(List.of(Path.of("sounds")), Duration.ofMinutes(1), fetch));
        actor = kit.spawn(PlaybackActor.create(call.ref(), session, loader, "server-side-track"));
    }

    @AfterAll
    static void shutDown() {
        kit.shutdownTestKit();
    }

    @Test
    void playsToTheEndAndLetsTheCallHangUp() {
        play("a", "tandem:tone?seconds=0.1");
        expectStarted("a");
        slotsUntilPlaying();
        for (int i = 0; i < 6; i++) {
            session.slot();
        }

        Playback.Ended ended = expectEnded("a");
        assertThat(ended.ssrc()).isEqualTo(FakeMediaSession.SSRC);
        assertThat(ended.autoHangup()).isTrue();
        assertThat(ended.waitInputTimeout()).isEqualTo(INPUT);
    }

    @Test
    void endsAReplacedPlaybackBeforeTheNextStarts() {
        play("a", "tandem:echo");
        expectStarted("a");
        slotsUntilPlaying();
        assertThat(session.taps()).isEqualTo(1);

        play("b", "tandem:tone?seconds=9");
        await().until(() -> session.commands().contains("stop 0"));
        call.expectNoMessage(Duration.ofMillis(50));
        session.slot();

        Playback.Ended ended = expectEnded("a");
        assertThat(ended.autoHangup()).isFalse();
        assertThat(ended.waitInputTimeout()).isZero();
        expectStarted("b");
        slotsUntilPlaying();
        assertThat(session.taps()).isZero();
    }

    @Test
    void endsAPlaybackThatIsReplacedWhileItLoads() {
        play("a", "tandem:tone");
        play("b", "tandem:tone");
        play("c", "tandem:tone?seconds=9");

        expectStarted("a");
        serveUntilStarted("a", "b");
        serveUntilStarted("b", "c");
    }

    @Test
    void carriesOutWhatCameWhileTheOldPlaybackWasStopping() {
        play("a", "tandem:echo");
        expectStarted("a");
        slotsUntilPlaying();
        play("b", "tandem:tone?seconds=9");
        actor.tell(new Playback.Interrupt(Duration.ZERO));
        play("c", "tandem:tone?seconds=9");
        actor.tell(new Playback.Pause());
        await().until(() -> session.commands().contains("stop 0"));
        session.slot();

        expectEnded("a");
        expectStarted("b");
        expectEnded("b");
        expectStarted("c");
        await().until(() -> session.commands().contains("pause"));
    }

    @Test
    void reportsAPromptThatCannotBeLoaded() {
        play("a", "sounds/none.wav");
        expectStarted("a");

        Playback.Failed failed = call.expectMessageClass(Playback.Failed.class);
        assertThat(failed).isEqualTo(new Playback.Failed("filetrack: sounds/none.wav", "file not found", "a"));
        Playback.Ended ended = expectEnded("a");
        assertThat(ended.ssrc()).isZero();
        assertThat(ended.autoHangup()).isTrue();
        actor.tell(new Playback.Pause());
        call.expectMessageClass(Playback.Failed.class);
    }

    @Test
    void fadesAnInterruptedPlayback() {
        play("a", "tandem:echo");
        expectStarted("a");
        slotsUntilPlaying();

        actor.tell(new Playback.Interrupt(Duration.ofMillis(300)));
        await().until(() -> session.commands().contains("stop 300"));
        actor.tell(new Playback.Interrupt(Duration.ZERO));
        await().until(() -> session.commands().contains("stop 0"));
        session.slot();

        assertThat(expectEnded("a").autoHangup()).isFalse();
    }

    @Test
    void respectsAPauseThatCameBeforeTheAudio() {
        play("a", "tandem:tone?seconds=0.02");
        actor.tell(new Playback.Pause());
        expectStarted("a");
        slotsUntilPlaying();
        session.slot();
        session.slot();
        call.expectNoMessage(Duration.ofMillis(50));

        actor.tell(new Playback.Resume());
        await().until(() -> session.commands().contains("resume"));
        session.slot();
        session.slot();
        expectEnded("a");
    }

    @Test
    void musicBeginsAgainWhenItRunsOutAndEndsOnceWhenItIsInterrupted() {
        actor.tell(new Playback.Play("tandem:tone?seconds=0.02", "m", false, Duration.ZERO, Duration.ZERO, true));
        expectStarted("m");
        slotsUntilPlaying();
        await().until(() -> {
            session.slot();
            return session.commands().stream().filter("play"::equals).count() > 2;
        });
        call.expectNoMessage(Duration.ZERO);

        actor.tell(new Playback.Interrupt(Duration.ZERO));
        await().until(() -> session.commands().contains("stop 0"));
        session.slot();
        expectEnded("m");
        call.expectNoMessage(Duration.ZERO);
    }

    @Test
    void refusesToPauseWhenNothingPlays() {
        actor.tell(new Playback.Interrupt(Duration.ZERO));
        actor.tell(new Playback.Pause());
        actor.tell(new Playback.Resume());

        call.expectMessage(new Playback.Failed("pause", "track not found: server-side-track", null));
        call.expectMessage(new Playback.Failed("resume", "track not found: server-side-track", null));
    }

    @Test
    void endsAtOnceWhenTheOffsetIsPastTheEnd() {
        actor.tell(new Playback.Play(
                "tandem:tone?seconds=1", "a", false, Duration.ZERO, Duration.ofSeconds(4_000_000), false));
        expectStarted("a");
        await().until(() -> session.commands().contains("play"));
        session.slot();

        expectEnded("a");
    }

    @Test
    void mutesWhatIsSent() {
        actor.tell(new Playback.Mute(true));

        await().until(() -> session.commands().contains("mute SENT true"));
    }

    @Test
    void stopsThePlayoutWithTheActor() {
        play("a", "tandem:echo");
        expectStarted("a");
        slotsUntilPlaying();

        kit.stop(actor);

        assertThat(session.commands()).endsWith("removeTap", "stop 0");
    }

    private void play(String id, String url) {
        actor.tell(new Playback.Play(url, id, true, INPUT, Duration.ZERO, false));
    }

    private void expectStarted(String id) {
        assertThat(call.expectMessageClass(Playback.Started.class).playId()).isEqualTo(id);
    }

    private Playback.Ended expectEnded(String id) {
        Playback.Ended ended = call.expectMessageClass(Playback.Ended.class);
        assertThat(ended.playId()).isEqualTo(id);
        return ended;
    }

    private void slotsUntilPlaying() {
        await().until(() -> {
            boolean asked = session.commands().contains("play");
            if (asked && !session.playing()) {
                session.slot();
            }
            return session.playing();
        });
    }

    /** Whether the old prompt was still loading or already playing, its end comes first. */
    private void serveUntilStarted(String old, String next) {
        CallActor.Message[] first = new CallActor.Message[1];
        await().until(() -> {
            session.slot();
            first[0] = first[0] == null ? receiveNow() : first[0];
            return first[0] != null;
        });
        assertThat(((Playback.Ended) first[0]).playId()).isEqualTo(old);
        expectStarted(next);
    }

    private CallActor.Message receiveNow() {
        try {
            return call.receiveMessage(Duration.ofMillis(5));
        } catch (AssertionError nothingYet) {
            return null;
        }
    }
}
