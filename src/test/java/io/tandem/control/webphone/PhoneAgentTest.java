package io.tandem.control.webphone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
import akka.actor.testkit.typed.javadsl.ManualTime;
import akka.actor.testkit.typed.javadsl.TestProbe;
import akka.actor.typed.ActorRef;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.AgentRelay;
import io.tandem.call.AudioFeed;
import io.tandem.call.CallActor;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Children;
import io.tandem.call.Command;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.InboundHandler;
import io.tandem.call.LiveCall;
import io.tandem.call.MediaSummary;
import io.tandem.call.QualityFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls and pages around one directory; time is by hand. */
class PhoneAgentTest {

    private static final Duration TIMEOUT = Duration.ofHours(1);

    private static final CallActor.Message RINGING =
            new CallActor.Execute(new Command.Ringing(null, false, null), null, null);

    private final ActorTestKit kit = ActorTestKit.create(ManualTime.config());
    private final ManualTime time = ManualTime.get(kit.system());
    private final TestProbe<Object> watcher = kit.createTestProbe();
    private final BlockingQueue<CallActor.Message> told = new LinkedBlockingQueue<>();
    private final ActorRef<CallActor.Message> call = kit.spawn(Behaviors.receiveMessage(message -> {
        told.add(message);
        return Behaviors.same();
    }));
    private final EventLog events = new EventLog(Clock.systemUTC());
    private final ActorRef<PhoneDirectory.Message> directory = kit.spawn(PhoneDirectory.create(2));
    private final TestProbe<Notice> notices = kit.createTestProbe();
    private final AtomicBoolean slow = new AtomicBoolean();
    private final Page page = notice -> {
        notices.getRef().tell(notice);
        return !slow.get();
    };

    @AfterEach
    void stop() {
        kit.shutdownTestKit();
    }

    @Test
    void ringsWhereAPageListens() throws Exception {
        listen(page);
        start("c");

        assertThat(notices.receiveMessage())
                .isEqualTo(new Notice.Incoming("c", "sip:ann@a.example", "sip:bob@b.example", Map.of("X-Foo", "1")));
        assertThat(next()).isEqualTo(RINGING);
    }

    @Test
    void refusesAtOnceWhereNoneDoes() throws Exception {
        start("c");

        assertThat(next()).isEqualTo(refusal(HangupReason.NO_ANSWER, "no page listens as alice", 480, 20));
    }

    @ParameterizedTest
    @CsvSource({"CANCELED, CANCELLED", "REJECTED, DECLINED", "NO_ANSWER, TIMEOUT", "BY_SYSTEM, CANCELLED"})
    void saysWhyTheRingingEnds(HangupReason cause, Notice.Reason reason) throws Exception {
        ActorRef<AgentRelay.Command> agent = ring();

        events.append(hangup(cause));
        events.close();

        notices.expectMessage(new Notice.Ended("c", reason));
        watcher.expectTerminated(agent);
    }

    @Test
    void leavesTheCallToThePageThatTookIt() throws Exception {
        ActorRef<AgentRelay.Command> agent = ring();

        events.append(new Event.Answer("c", "v=0"));
        events.append(hangup(HangupReason.BY_CALLER));

        notices.expectMessage(new Notice.Ended("c", Notice.Reason.ANSWERED_ELSEWHERE));
        watcher.expectTerminated(agent);
        assertThat(told).isEmpty();
    }

    @Test
    void givesUpWhenNobodyAnswersInTime() throws Exception {
        ring();
        time.timePasses(TIMEOUT.minusMillis(1));
        assertThat(told).isEmpty();
        time.timePasses(Duration.ofMillis(1));

        assertThat(next()).isEqualTo(refusal(HangupReason.NO_ANSWER, "alice did not answer", 480, 19));
    }

    @Test
    void waitsForAPageThatIsLoadedAnew() throws Exception {
        ring();
        directory.tell(new PhoneDirectory.Leave("alice", page));
        time.timePasses(PhoneAgent.PATIENCE.minusMillis(1));
        listen(page);
        assertThat(notices.receiveMessage()).isInstanceOf(Notice.Incoming.class);
        time.timePasses(PhoneAgent.PATIENCE);
        assertThat(told).isEmpty();

        directory.tell(new PhoneDirectory.Leave("alice", page));

        assertThat(afterPatience()).isEqualTo(refusal(HangupReason.NO_ANSWER, "no page listens as alice", 480, 20));
    }

    @Test
    void doesNotCountOnAPageThatTakesNothing() throws Exception {
        slow.set(true);
        listen(page);
        start("c");
        assertThat(next()).isEqualTo(RINGING);

        assertThat(afterPatience()).isEqualTo(refusal(HangupReason.NO_ANSWER, "no page listens as alice", 480, 20));
    }

    @Test
    void isBusyWhenTooManyCallsRing() throws Exception {
        listen(page);
        for (int i = 0; i < Phone.MAX_RINGING; i++) {
            start("c" + i);
            notices.receiveMessage();
            assertThat(next()).isEqualTo(RINGING);
        }
        start("one-too-many");

        assertThat(next()).isEqualTo(refusal(HangupReason.REJECTED, "16 calls ring there already", 486, 17));
        notices.expectNoMessage(Duration.ZERO);
    }

    @Test
    void takesAsManyPagesAsItMay() {
        assertThat(listen(page)).isTrue();
        assertThat(listen(notice -> true)).isTrue();
        assertThat(listen(notice -> true)).isFalse();
        directory.tell(new PhoneDirectory.Leave("alice", page));
        assertThat(listen(notice -> true)).isTrue();
    }

    private boolean listen(Page newcomer) {
        TestProbe<Boolean> welcome = kit.createTestProbe();
        directory.tell(new PhoneDirectory.Listen("alice", newcomer, welcome.getRef()));
        return welcome.receiveMessage();
    }

    /** A call that rings on a page. */
    private ActorRef<AgentRelay.Command> ring() throws InterruptedException {
        listen(page);
        ActorRef<AgentRelay.Command> agent = start("c");
        notices.receiveMessage();
        assertThat(next()).isEqualTo(RINGING);
        return agent;
    }

    private ActorRef<AgentRelay.Command> start(String id) {
        CallSpec spec = new CallSpec(
                id,
                CallType.SIP,
                true,
                "sip:ann@a.example",
                "sip:bob@b.example",
                Map.of("X-Foo", "1"),
                List.of(),
                "",
                CallSpec.SERVER_SIDE_TRACK,
                Duration.ZERO,
                null,
                new Children(
                        self -> Behaviors.ignore(),
                        self -> Behaviors.ignore(),
                        self -> Behaviors.ignore(),
                        self -> Behaviors.ignore(),
                        self -> Behaviors.ignore(),
                        List.of(),
                        AudioFeed.NONE,
                        QualityFeed.NONE));
        InboundHandler.Phone phone = new InboundHandler.Phone("alice", TIMEOUT);
        return kit.spawn(PhoneAgent.create(new LiveCall(spec, call, events), phone, directory));
    }

    private CallActor.Message next() throws InterruptedException {
        CallActor.Message message = told.poll(5, TimeUnit.SECONDS);
        assertThat(message).as("a message to the call").isNotNull();
        return message;
    }

    /** The message that time alone brings; how soon the agent hears of a page's going is not for this test to say. */
    private CallActor.Message afterPatience() throws InterruptedException {
        await().until(() -> {
            time.timePasses(PhoneAgent.PATIENCE);
            return !told.isEmpty();
        });
        return next();
    }

    private static CallActor.Message refusal(HangupReason reason, String text, int status, int q850) {
        return new CallActor.Terminate(new HangupCause(reason, text, Initiator.SYSTEM, status, q850), 0);
    }

    private static Event hangup(HangupReason reason) {
        HangupCause cause = HangupCause.of(reason, Initiator.SYSTEM, 480);
        return new Event.Hangup(
                "c", cause, Instant.EPOCH, Instant.EPOCH, null, null, null, null, Map.of(), MediaSummary.NONE);
    }
}
