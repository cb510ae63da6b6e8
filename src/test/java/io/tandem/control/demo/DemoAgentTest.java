package io.tandem.control.demo;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.ActorTestKit;
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
import io.tandem.call.LiveCall;
import io.tandem.call.QualityFeed;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class DemoAgentTest {

    private static final ActorTestKit KIT = ActorTestKit.create("demo");

    private final TestProbe<CallActor.Message> call = KIT.createTestProbe();
    private final EventLog events = new EventLog(Clock.systemUTC());

    @AfterAll
    static void stop() {
        KIT.shutdownTestKit();
    }

    @Test
    void acceptsGreetsAndEchoes() {
        start();
        assertThat(next()).isInstanceOfSatisfying(Command.Accept.class, accept -> assertThat(
                        accept.options().vad())
                .isNotNull());
        events.append(new Event.Answer("c", ""));
        assertThat(next()).isEqualTo(play("tandem:greeting"));
        events.append(new Event.TrackEnd("server-side-track", Duration.ofSeconds(3), 0, "tandem:greeting"));
        assertThat(next()).isEqualTo(play("tandem:echo"));
    }

    @Test
    void leavesTheBeginningToWhoeverStartsTheCall() {
        start(false);
        events.append(new Event.Answer("c", ""));
        assertThat(next()).isEqualTo(play("tandem:greeting"));
    }

    @Test
    void letsSpeechInterruptTheGreetingOnly() {
        start();
        next();
        events.append(new Event.Answer("c", ""));
        next();
        events.append(new Event.Speaking("c", Instant.EPOCH, 1));
        assertThat(next()).isInstanceOf(Command.Interrupt.class);
        events.append(new Event.TrackEnd("server-side-track", Duration.ofSeconds(1), 0, "tandem:greeting"));
        assertThat(next()).isEqualTo(play("tandem:echo"));
        events.append(new Event.Speaking("c", Instant.EPOCH, 1));
        events.append(new Event.Dtmf("c", '1'));
        events.append(new Event.Dtmf("c", '#'));
        assertThat(next()).isInstanceOf(Command.Hangup.class);
    }

    @Test
    void endsWithTheCall() {
        ActorRef<AgentRelay.Command> agent = start();
        events.close();

        call.expectTerminated(agent);
    }

    private ActorRef<AgentRelay.Command> start() {
        return start(true);
    }

    private ActorRef<AgentRelay.Command> start(boolean inbound) {
        Children children = new Children(
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                self -> Behaviors.ignore(),
                List.of(),
                AudioFeed.NONE,
                QualityFeed.NONE);
        CallSpec spec = new CallSpec(
                "c",
                CallType.SIP,
                inbound,
                "",
                "",
                Map.of(),
                List.of(),
                "",
                CallSpec.SERVER_SIDE_TRACK,
                Duration.ZERO,
                null,
                children);
        return KIT.spawn(DemoAgent.create(new LiveCall(spec, call.getRef(), events)));
    }

    private Command next() {
        return call.expectMessageClass(CallActor.Execute.class).command();
    }

    private static Command play(String url) {
        return new Command.Play(url, url, false, Duration.ZERO, Duration.ZERO);
    }
}
