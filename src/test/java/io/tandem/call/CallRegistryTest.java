package io.tandem.call;

import static org.assertj.core.api.Assertions.assertThat;

import akka.actor.testkit.typed.javadsl.TestProbe;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CallRegistryTest {
    private final CallHarness harness = new CallHarness(new CallSettings(2, Duration.ofSeconds(10), 4));

    @AfterEach
    void stop() {
        harness.close();
    }

    @Test
    void refusesAnIdThatIsInUse() {
        harness.socket();
        assertThat(harness.spawn(harness.spec("s.1", CallType.WEB_SOCKET, false)))
                .isEqualTo(new CallRegistry.Refused(CallRegistry.Why.DUPLICATE_ID));
    }

    @Test
    void refusesMoreCallsThanTheLimit() {
        harness.spawn(harness.spec("a", CallType.SIP, true));
        harness.spawn(harness.spec("b", CallType.SIP, true));
        assertThat(harness.spawn(harness.spec("c", CallType.SIP, true)))
                .isEqualTo(new CallRegistry.Refused(CallRegistry.Why.TOO_MANY_CALLS));
    }

    @Test
    void aFailedTransportEndsItsCallWithAServerError() {
        harness.inbound().answered(CallOptions.NONE);
        harness.fail("transport");
        HangupCause cause = harness.awaitEvent(Event.Hangup.class).cause();
        assertThat(cause.status()).isEqualTo(500);
        assertThat(cause.text()).isEqualTo("the transport of the call failed");
    }

    @Test
    void aFailedProcessorComesBackWithItsOptionsAtMostThreeTimes() {
        VadOptions vad = new VadOptions("silero", 0.5, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        harness.socket().answered(CallHarness.withVad(vad));
        for (int i = 0; i < 3; i++) {
            assertThat(harness.voiceActivity
                            .expectMessageClass(VoiceActivity.Start.class)
                            .options())
                    .isEqualTo(vad);
            harness.fail("vad-" + (i + 1));
            assertThat(harness.expect(Event.Error.class).error()).isEqualTo("failed and was started again");
        }
        harness.voiceActivity.expectMessageClass(VoiceActivity.Start.class);
        harness.fail("vad-4");
        assertThat(harness.expect(Event.Error.class).error()).isEqualTo("failed too often and stays off");
    }

    @Test
    void aFailedCallStillGetsItsHangupEventAndHarmsNoOther() {
        LiveCall broken = ((CallRegistry.Spawned) harness.spawn(harness.specWithBrokenPlayback("broken"))).call();
        harness.inbound();

        broken.actor().tell(new CallActor.Execute(new Command.Invite(CallOptions.NONE), null, null));
        broken.actor().tell(new Transport.Answered("", "PCMU"));
        broken.actor()
                .tell(new CallActor.Execute(
                        new Command.Play("x.wav", null, false, Duration.ZERO, Duration.ZERO), null, null));

        Awaitility.await().until(() -> broken.events().closed());
        EventLog.Batch batch = broken.events().open(0, () -> {}).next(10);
        Event last = batch.entries().get(batch.entries().size() - 1).event();
        assertThat(((Event.Hangup) last).cause().text()).isEqualTo("the call failed");
        assertThat(((Event.Hangup) last).answerTime())
                .as("what the call wrote down outlives it")
                .isNotNull();
        assertThat(((Event.Hangup) last).media().codec()).isEqualTo("PCMU");
        assertThat(list()).extracting(LiveCall::id).containsExactly("c1");
    }

    @Test
    void anEndedCallIsFoundForAWhileAndThenForgotten() {
        harness.inbound();
        harness.report(new Transport.Ended(HangupCause.fault("x")));
        harness.awaitEvent(Event.Hangup.class);
        Awaitility.await("its actor to be gone").until(() -> list().isEmpty());
        assertThat(find("c1")).isPresent();
        harness.time.timePasses(Duration.ofSeconds(10));
        assertThat(find("c1")).isEmpty();
    }

    @Test
    void aStoppedNodeEndsTheLogOfEveryCallThatRan() {
        harness.inbound().answered(CallOptions.NONE);
        harness.kit.stop(harness.registry);

        HangupCause cause = harness.awaitEvent(Event.Hangup.class).cause();
        assertThat(cause.reason()).isEqualTo(HangupReason.SERVER_UNAVAILABLE);
        assertThat(harness.ended()).isTrue();
    }

    @Test
    void killRefusesAPendingCall() {
        harness.inbound();
        TestProbe<Boolean> probe = harness.kit.createTestProbe();
        harness.registry.tell(new CallRegistry.Kill("c1", probe.getRef()));
        probe.expectMessage(true);
        assertThat(harness.transport.expectMessageClass(Transport.Reject.class).status())
                .isEqualTo(603);
        harness.registry.tell(new CallRegistry.Kill("nobody", probe.getRef()));
        probe.expectMessage(false);
    }

    @Test
    void drainRefusesNewCallsAndTellsWhenTheLastIsGone() {
        harness.inbound();
        TestProbe<CallRegistry.Drained> probe = harness.kit.createTestProbe();
        harness.registry.tell(new CallRegistry.Drain(probe.getRef()));
        assertThat(harness.spawn(harness.spec("late", CallType.SIP, true)))
                .isEqualTo(new CallRegistry.Refused(CallRegistry.Why.DRAINING));
        probe.expectNoMessage(Duration.ZERO);
        harness.registry.tell(new CallRegistry.EndAll(HangupCause.fault("stop")));
        harness.transport.expectMessageClass(Transport.Reject.class);
        harness.report(new Transport.Ended(HangupCause.fault("x")));
        probe.expectMessageClass(CallRegistry.Drained.class);
    }

    private Optional<LiveCall> find(String id) {
        TestProbe<Optional<LiveCall>> probe = harness.kit.createTestProbe();
        harness.registry.tell(new CallRegistry.Find(id, probe.getRef()));
        return probe.receiveMessage();
    }

    private List<LiveCall> list() {
        TestProbe<List<LiveCall>> probe = harness.kit.createTestProbe();
        harness.registry.tell(new CallRegistry.ListCalls(probe.getRef()));
        return probe.receiveMessage();
    }
}
