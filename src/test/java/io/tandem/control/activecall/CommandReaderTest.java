package io.tandem.control.activecall;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.BridgeTarget;
import io.tandem.call.BridgeTarget.Role;
import io.tandem.call.CallOptions;
import io.tandem.call.Command;
import io.tandem.call.Digits;
import io.tandem.call.RecorderOptions;
import io.tandem.call.SipOptions;
import io.tandem.call.VadOptions;
import io.tandem.control.activecall.CommandReader.Malformed;
import io.tandem.control.activecall.CommandReader.Parsed;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class CommandReaderTest {

    private static final Duration NONE = Duration.ZERO;

    private final CommandReader reader = new CommandReader();

    static Stream<Arguments> commands() {
        return Stream.of(
                command("{'command':'invite','option':{}}", new Command.Invite(options(Map.of()))),
                command(
                        "{'command':'accept','option':{'unknown':1}}",
                        new Command.Accept(options(Map.of("unknown", 1)))),
                command("{'command':'reject','reason':'busy'}", new Command.Reject("busy", null)),
                command("{'command':'reject','reason':'busy','code':486}", new Command.Reject("busy", 486)),
                command("{'command':'ringing'}", new Command.Ringing(null, false, null)),
                command(
                        "{'command':'ringing','recorder':{'recorderFile':'{id}.wav'},'earlyMedia':true,'ringtone':'r.wav'}",
                        new Command.Ringing(new RecorderOptions("{id}.wav"), true, "r.wav")),
                command("{'command':'play','url':'a.wav'}", new Command.Play("a.wav", null, false, NONE, NONE)),
                command(
                        "{'command':'play','url':'a.wav','playId':'p','autoHangup':true,'waitInputTimeout':5000,'offsetMs':20}",
                        new Command.Play("a.wav", "p", true, Duration.ofSeconds(5), Duration.ofMillis(20))),
                command("{'command':'interrupt'}", new Command.Interrupt(false, NONE)),
                command(
                        "{'command':'interrupt','graceful':true,'fadeOutMs':200}",
                        new Command.Interrupt(true, Duration.ofMillis(200))),
                command("{'command':'pause'}", new Command.Pause()),
                command("{'command':'resume','trackId':null}", new Command.Resume()),
                command("{'command':'hangup'}", new Command.Hangup(null, null, Map.of())),
                command(
                        "{'command':'hangup','reason':'done','initiator':'callee','headers':{'X-A':'1'},'refer':false}",
                        new Command.Hangup("done", "callee", Map.of("X-A", "1"))),
                command("{'command':'mute','trackId':'t'}", new Command.Mute("t")),
                command("{'command':'unmute'}", new Command.Unmute(null)),
                command("{'command':'dtmf','digit':'#'}", new Command.Dtmf('#')),
                command(
                        "{'command':'sendDtmf','digits':'1w*,A'}",
                        new Command.SendDtmf(
                                new Digits("1w*,A", Duration.ofMillis(160), Duration.ofMillis(40), false))),
                command(
                        "{'command':'sendDtmf','digits':'#','durationMs':100,'gapMs':60,'method':'info'}",
                        new Command.SendDtmf(new Digits("#", Duration.ofMillis(100), Duration.ofMillis(60), true))),
                command("{'command':'hold'}", new Command.Hold(null)),
                command("{'command':'hold','music':'tandem:tone'}", new Command.Hold("tandem:tone")),
                command("{'command':'unhold'}", new Command.Unhold()),
                command("{'command':'bridge','targetSessionId':'b'}", new Command.Bridge(new BridgeTarget.Call("b"))),
                command(
                        "{'command':'bridge','room':'r'}",
                        new Command.Bridge(new BridgeTarget.Room("r", Role.TALK, null))),
                command(
                        "{'command':'bridge','room':'r','role':'Listen'}",
                        new Command.Bridge(new BridgeTarget.Room("r", Role.LISTEN, null))),
                command(
                        "{'command':'bridge','room':'r','role':'whisper','to':'b'}",
                        new Command.Bridge(new BridgeTarget.Room("r", Role.WHISPER, "b"))),
                command("{'command':'unbridge'}", new Command.Unbridge(null)),
                command("{'command':'unbridge','targetSessionId':'b'}", new Command.Unbridge("b")),
                command("{'command':'unbridge','room':'r'}", new Command.Unbridge("room:r")),
                command(
                        "{'command':'addIceCandidate','candidate':'candidate:1','sdpMid':'0','sdpMLineIndex':0}",
                        new Command.AddIceCandidate("candidate:1", "0", 0)),
                command(
                        "{'command':'addIceCandidate','candidate':'','sdpMlineIndex':1}",
                        new Command.AddIceCandidate("", null, 1)),
                command("{'command':'update','offer':'v=0'}", new Command.Update("v=0")),
                command("{'command':'update','offer':{'type':'offer','sdp':'v=0'}}", new Command.Update("v=0")),
                command(
                        "{'command':'update','offer':'{\\'type\\':\\'offer\\',\\'sdp\\':\\'v=0\\'}'}",
                        new Command.Update("v=0")),
                command("{'command':'history','speaker':'bot','text':'hi'}", new Command.History("bot", "hi")),
                command(
                        "{'command':'custom','data':{'a':[1,null]},'sender':'me'}",
                        new Command.Custom("me", Map.of("a", Arrays.asList(1, null)))),
                command("{'command':'custom','data':null}", new Command.Custom(null, null)));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void readsEveryCommand(String json, Command expected) {
        assertThat(((Parsed) reader.read(json)).command()).isEqualTo(expected);
    }

    @Test
    void knowsEveryKindOfCommand() {
        Set<Class<?>> read = commands().map(row -> row.get()[1].getClass()).collect(Collectors.toSet());
        read.add(Command.Unavailable.class);

        assertThat(read).containsExactlyInAnyOrder(Command.class.getPermittedSubclasses());
    }

    @ParameterizedTest
    @ValueSource(strings = {"tts", "refer", "message"})
    void saysWhyACommandIsNotOffered(String name) {
        Parsed parsed = (Parsed) reader.read("{\"command\":\"" + name + "\",\"text\":\"x\"}");

        assertThat(parsed.command()).isInstanceOfSatisfying(Command.Unavailable.class, unavailable -> {
            assertThat(unavailable.name()).isEqualTo(name);
            assertThat(unavailable.why()).contains("not offered");
        });
    }

    @Test
    void doesNotEndTheCallWhenOnlyATransferLegIsMeant() {
        assertThat(((Parsed) reader.read("{\"command\":\"hangup\",\"refer\":true}")).command())
                .isInstanceOf(Command.Unavailable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'command':'sing'}",
                "{'command':7}",
                "{}",
                "[]",
                "'invite'",
                "{'command':'invite'}",
                "{'command':'invite','option':'pcm'}",
                "{'command':'invite','option':{'vad':true}}",
                "{'command':'invite','option':{'codec':8}}",
                "{'command':'invite','option':{'extra':{'a':1}}}",
                "{'command':'invite','option':{'inactivityTimeout':-1}}",
                "{'command':'play'}",
                "{'command':'play','url':null}",
                "{'command':'play','url':'a','offsetMs':1.5}",
                "{'command':'play','url':'a','offsetMs':99999999999}",
                "{'command':'play','url':'a','autoHangup':'yes'}",
                "{'command':'reject','reason':'x','code':200}",
                "{'command':'reject'}",
                "{'command':'dtmf'}",
                "{'command':'dtmf','digit':''}",
                "{'command':'dtmf','digit':'12'}",
                "{'command':'dtmf','digit':'E'}",
                "{'command':'sendDtmf'}",
                "{'command':'sendDtmf','digits':''}",
                "{'command':'sendDtmf','digits':'12x'}",
                "{'command':'sendDtmf','digits':'1','durationMs':10}",
                "{'command':'sendDtmf','digits':'1','gapMs':1001}",
                "{'command':'sendDtmf','digits':'1','method':'inband'}",
                "{'command':'bridge'}",
                "{'command':'bridge','targetSessionId':7}",
                "{'command':'bridge','targetSessionId':'a','room':'r'}",
                "{'command':'bridge','room':' '}",
                "{'command':'bridge','room':'r','role':'shout'}",
                "{'command':'bridge','room':'r','role':'whisper'}",
                "{'command':'bridge','room':'r','to':'a'}",
                "{'command':'unbridge','targetSessionId':'a','room':'r'}",
                "{'command':'history','speaker':'bot'}",
                "{'command':'custom'}"
            })
    void tellsShapesThatAreNotACommand(String json) {
        assertThat(reader.read(quoted(json))).isInstanceOfSatisfying(Malformed.class, malformed -> {
            assertThat(malformed.syntax()).isFalse();
            assertThat(malformed.text()).contains("expected").doesNotContain("Exception");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nope", "{\"command\":\"pause\"} x", "\u0000"})
    void tellsTextsThatAreNotJson(String text) {
        assertThat(reader.read(text))
                .isInstanceOfSatisfying(Malformed.class, malformed -> assertThat(malformed.syntax())
                        .isTrue());
    }

    @Test
    void keepsTheIdOfACommandAlsoWhenItIsMalformed() {
        assertThat(((Parsed) reader.read("{\"command\":\"pause\",\"id\":\"7\"}")).id())
                .isEqualTo("7");
        assertThat(((Parsed) reader.read("{\"command\":\"pause\",\"id\":7}")).id())
                .isEqualTo("7");
        assertThat(((Malformed) reader.read("{\"command\":\"play\",\"id\":\"8\"}")).id())
                .isEqualTo("8");
    }

    @Test
    void readsOptionsInBothSpellings() {
        CallOptions options = invite("{'codec':'pcmu','caller':'a','callee':'b','offer':'v=0','subscribe':true,"
                + "'recorder':{},'vad':{'type':'ten','voiceThreshold':0.7,'silenceTimeout':900},'inactivityTimeout':30,"
                + "'extra':{'k':'v'},'sip':{'hangupHeaders':{'X-Why':'z'}},'handshakeTimeout':5,'enableIpv6':true}");

        assertThat(options.codec()).isEqualTo("pcmu");
        assertThat(options.caller()).isEqualTo("a");
        assertThat(options.callee()).isEqualTo("b");
        assertThat(options.offer()).isEqualTo("v=0");
        assertThat(options.subscribe()).isTrue();
        assertThat(options.recorder()).isEqualTo(new RecorderOptions(""));
        assertThat(options.vad())
                .isEqualTo(new VadOptions(
                        "silero", 0.7, Duration.ofMillis(250), Duration.ofMillis(100), Duration.ofMillis(900)));
        assertThat(options.inactivityTimeout()).isEqualTo(Duration.ofSeconds(30));
        assertThat(options.extra()).containsExactly(Map.entry("k", "v"));
        assertThat(options.sip().hangupHeaders()).containsExactly(Map.entry("X-Why", "z"));
        assertThat(options.unavailable()).isEmpty();
        assertThat(invite("{'sip':{'hangup_headers':{'X-Why':'z'}}}").sip().hangupHeaders())
                .hasSize(1);
    }

    @Test
    void namesEachOptionThatIsNotOffered() {
        CallOptions options = invite(
                "{'asr':{},'tts':{'provider':'x'},'denoise':true,'agc':{},'ambiance':{'path':'p'},'eou':{},"
                        + "'realtime':{},'mediaPass':{},'ringbackDetection':{'enabled':true},'sip':{'contact':'sip:x@y'}}");

        assertThat(options.unavailable())
                .hasSize(10)
                .allMatch(text -> text.matches("[A-Za-z.]+: .+"))
                .anyMatch(text -> text.startsWith("asr: "));
    }

    @Test
    void ignoresSwitchedOffOptionsThatAreNotOffered() {
        assertThat(invite("{'denoise':false,'tts':null,'ringbackDetection':{'enabled':false}}")
                        .unavailable())
                .isEmpty();
    }

    @Test
    void hidesSecretsInTheOptionsAsGivenAndInTheCopy() {
        String json = quoted("{'command':'invite','option':{'asr':{'secretKey':'S','secretId':'S','apiKey':'S',"
                + "'list':[{'token':'S'}]},'sip':{'password':'S','username':'ann'}}}");
        Parsed parsed = (Parsed) reader.read(json);

        assertThat(((Command.Invite) parsed.command()).options().asGiven().toString())
                .contains("***", "ann")
                .doesNotContain("S");
        assertThat(parsed.json()).contains("\"***\"", "ann").doesNotContain("\"S\"");
    }

    @Property(tries = 300)
    void neverThrowsOnText(@ForAll String text) {
        assertThat(reader.read(text)).isNotNull();
    }

    @Property(tries = 500)
    void neverThrowsOnCommandsWithRandomFields(@ForAll("jsonCommands") String json) {
        assertThat(reader.read(json)).isNotNull();
    }

    @Provide
    Arbitrary<String> jsonCommands() {
        Arbitrary<String> name = Arbitraries.of(
                commands().map(row -> ((Command) row.get()[1]).name()).toList());
        Arbitrary<String> field = Arbitraries.of(
                "option",
                "url",
                "reason",
                "code",
                "vad",
                "extra",
                "sip",
                "headers",
                "data",
                "recorder",
                "id",
                "offsetMs");
        Arbitrary<String> leaf = Arbitraries.of(
                "null",
                "true",
                "-1",
                "1e400",
                "123456789012345678901234567890",
                "\"x\"",
                "\"\\ud800\"",
                "[]",
                "{}",
                "[{}]");
        Arbitrary<String> value = Arbitraries.lazyOf(
                () -> leaf,
                () -> Combinators.combine(field, leaf).as((key, inner) -> "{\"" + key + "\":" + inner + "}"),
                () -> Combinators.combine(field, leaf)
                        .as((key, inner) ->
                                "{\"vad\":{\"" + key + "\":" + inner + "},\"sip\":{\"headers\":" + inner + "}}"));
        return Combinators.combine(name, field, value, field, value)
                .as((command, key1, value1, key2, value2) -> "{\"command\":\"" + command + "\",\"" + key1 + "\":"
                        + value1 + ",\"" + key2 + "\":" + value2 + "}");
    }

    @Test
    void survivesDeepNesting() {
        assertThat(reader.read("[".repeat(200_000))).isInstanceOf(Malformed.class);
    }

    private CallOptions invite(String option) {
        Parsed parsed = (Parsed) reader.read(quoted("{'command':'invite','option':" + option + "}"));
        return ((Command.Invite) parsed.command()).options();
    }

    private static Arguments command(String json, Command expected) {
        return Arguments.of(quoted(json), expected);
    }

    private static String quoted(String json) {
        return json.replace('\'', '"');
    }

    private static CallOptions options(Map<String, Object> asGiven) {
        return new CallOptions(
                null, null, null, null, null, null, NONE, false, false, Map.of(), SipOptions.NONE, List.of(), asGiven);
    }
}
