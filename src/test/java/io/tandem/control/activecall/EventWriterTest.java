package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.AudioFeed;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.MediaSummary;
import io.tandem.control.activecall.ActiveCallSettings.HangupText;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class EventWriterTest {

    private static final long AT = 1795237201000L;
    private static final Instant START = Instant.parse("2026-11-21T05:00:00.1Z");
    private static final Instant END = Instant.parse("2026-11-21T05:01:40Z");
    private static final CallSpec CALL = ActiveCallHarness.spec("s.9", CallType.SIP, true, AudioFeed.NONE);

    private final EventWriter writer = new EventWriter(HangupText.DEBUG);

    /** Samples of the specification where it has them; timestamp and seq are the same in all. */
    static Stream<Arguments> events() {
        return Stream.of(
                event(
                        new Event.Incoming("s.9", "sip:a@x", "sip:b@y", "v=0", Map.of("X-Foo", "1")),
                        "{'event':'incoming','trackId':'s.9','timestamp':1795237201000,'caller':'sip:a@x','callee':'sip:b@y','sdp':'v=0','headers':{'X-Foo':'1'},'seq':3}"),
                event(
                        new Event.Incoming("s.9", "sip:a@x", "sip:b@y", "", Map.of()),
                        "{'event':'incoming','trackId':'s.9','timestamp':1795237201000,'caller':'sip:a@x','callee':'sip:b@y','sdp':'','seq':3}"),
                event(
                        new Event.Answer("s.9", ""),
                        "{'event':'answer','trackId':'s.9','timestamp':1795237201000,'sdp':'','refer':false,'seq':3}"),
                event(
                        new Event.MediaReady("s.9"),
                        "{'event':'mediaReady','trackId':'s.9','timestamp':1795237201000,'seq':3}"),
                event(
                        new Event.Reject("s.9", "Busy Here", 486),
                        "{'event':'reject','trackId':'s.9','timestamp':1795237201000,'reason':'Busy Here','refer':false,'code':486,'seq':3}"),
                event(
                        new Event.Ringing("s.9", true),
                        "{'event':'ringing','trackId':'s.9','timestamp':1795237201000,'earlyMedia':true,'refer':false,'seq':3}"),
                event(
                        new Event.Hangup(
                                "s.9",
                                HangupCause.of(HangupReason.BY_CALLEE, Initiator.CALLEE, 200),
                                START,
                                END,
                                Instant.parse("2026-11-21T05:00:04Z"),
                                null,
                                "sip:ann@a.example",
                                null,
                                Map.of("call_type", "sip", "start_time", START.toString()),
                                MediaSummary.NONE),
                        "{'event':'hangup','trackId':'s.9','timestamp':1795237201000,'reason':'Some(ByCallee)','initiator':'callee',"
                                + "'startTime':'2026-11-21T05:00:00.100000000+00:00','hangupTime':'2026-11-21T05:01:40.000000000+00:00',"
                                + "'answerTime':'2026-11-21T05:00:04.000000000+00:00','from':{'username':'ann','realm':'a.example','source':'sip:ann@a.example'},"
                                + "'extra':{'session_id':'s.9','call_type':'sip','start_time':'2026-11-21T05:00:00.100000000+00:00'},'refer':false,'seq':3}"),
                event(
                        new Event.Speaking("s.9", Instant.ofEpochMilli(1795237201040L), 1.0),
                        "{'event':'speaking','trackId':'s.9','timestamp':1795237201000,'startTime':1795237201040,'confidence':1.0,'seq':3}"),
                event(
                        new Event.Silence("s.9", Instant.ofEpochMilli(1795237201040L), Duration.ofMillis(1280)),
                        "{'event':'silence','trackId':'s.9','timestamp':1795237201000,'startTime':1795237201040,'duration':1280,'seq':3}"),
                event(
                        new Event.Inactivity("s.9"),
                        "{'event':'inactivity','trackId':'s.9','timestamp':1795237201000,'seq':3}"),
                event(
                        new Event.Dtmf("s.9", '#'),
                        "{'event':'dtmf','trackId':'s.9','timestamp':1795237201000,'digit':'#','seq':3}"),
                event(
                        new Event.Hold("s.9", true),
                        "{'event':'hold','trackId':'s.9','timestamp':1795237201000,'onHold':true,'seq':3}"),
                event(
                        new Event.Updated("s.9", "v=0"),
                        "{'event':'updated','trackId':'s.9','timestamp':1795237201000,'sdp':'v=0','seq':3}"),
                event(
                        new Event.TrackStart("s.9", null),
                        "{'event':'trackStart','trackId':'s.9','timestamp':1795237201000,'seq':3}"),
                event(
                        new Event.TrackEnd("server-side-track", Duration.ofMillis(2140), 305419896L, "p1"),
                        "{'event':'trackEnd','trackId':'server-side-track','timestamp':1795237201000,'duration':2140,'ssrc':305419896,'playId':'p1','seq':3}"),
                event(
                        new Event.Error("s.9", "command", "no tts option available", null, null),
                        "{'event':'error','trackId':'s.9','timestamp':1795237201000,'sender':'command','error':'no tts option available','seq':3}"),
                event(
                        new Event.Error("s.9", "command", "no", 500, "7"),
                        "{'event':'error','trackId':'s.9','timestamp':1795237201000,'sender':'command','error':'no','code':500,'id':'7','seq':3}"),
                event(new Event.Ack("7"), "{'event':'ack','id':'7','timestamp':1795237201000,'seq':3}"),
                event(
                        new Event.AddHistory("s.9", "bot", "hi"),
                        "{'event':'addHistory','sender':'s.9','timestamp':1795237201000,'speaker':'bot','text':'hi','seq':3}"),
                event(
                        new Event.Custom(null, Map.of("a", List.of(1))),
                        "{'event':'custom','timestamp':1795237201000,'data':{'a':[1]},'seq':3}"));
    }

    @ParameterizedTest
    @MethodSource("events")
    void writesEventsAsTheProtocolHasThem(Event event, String json) {
        assertThat(writer.write(CALL, new EventLog.Entry(3, AT, event))).isEqualTo(json);
    }

    @Test
    void knowsEveryKindOfEventButTheOneForObservers() {
        Set<Class<?>> written = events().map(row -> row.get()[0].getClass()).collect(Collectors.toSet());
        written.add(Event.Commanded.class);

        assertThat(written).containsExactlyInAnyOrder(Event.class.getPermittedSubclasses());
    }

    @Test
    void writesReasonsInTheChosenWords() {
        EventWriter plain = new EventWriter(HangupText.PLAIN);
        HangupCause system = HangupCause.of(HangupReason.BY_SYSTEM, Initiator.SYSTEM, 200);
        HangupCause other = HangupCause.other("busy \"line\"", Initiator.CALLER);

        assertThat(hangup(writer, system)).contains("\"reason\":\"Some(BySystem)\"");
        assertThat(hangup(writer, other)).contains("\"reason\":\"Some(Other(\\\"busy \\\\\\\"line\\\\\\\"\\\"))\"");
        assertThat(hangup(plain, system)).contains("\"reason\":\"BySystem\"");
        assertThat(hangup(plain, other)).contains("\"reason\":\"busy \\\"line\\\"\"");
    }

    private static String hangup(EventWriter writer, HangupCause cause) {
        Event event = new Event.Hangup("s.9", cause, START, END, null, null, null, null, Map.of(), MediaSummary.NONE);
        return writer.write(CALL, new EventLog.Entry(1, AT, event));
    }

    private static Arguments event(Event event, String json) {
        return Arguments.of(event, json.replace('\'', '"'));
    }
}
