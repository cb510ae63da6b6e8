package io.tandem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.tandem.tool.Baresip;
import io.tandem.tool.RequiresTool;
import io.tandem.tool.SocketClient;
import io.tandem.tool.Tones;
import io.tandem.tool.WavAudio;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls of several kinds that hear each other on a whole node; each party says a tone of its own. */
@RequiresTool("sipp")
class BridgeIT {
    @TempDir
    private static Path folder;

    private static Gathering gathering;

    @BeforeAll
    static void start() throws Exception {
        gathering = new Gathering(folder, "bridge.max-room-calls = 3\nmedia.loops = 2\nwebrtc.enabled = true");
    }

    @AfterAll
    static void stop() throws Exception {
        gathering.close();
    }

    @AfterEach
    void leavesNothingBehind() {
        await("nothing left behind").untilAsserted(() -> {
            JsonNode status = gathering.node.status();
            assertThat(status.at("/calls/running").asInt()).isZero();
            assertThat(status.at("/media/sessions").asInt()).isZero();
            assertThat(status.at("/bridge/calls").asInt()).isZero();
            assertThat(status.at("/bridge/rooms").asInt()).isZero();
        });
    }

    private static void hears(Party who, Integer... tones) {
        Set<Integer> expected = new TreeSet<>(Arrays.asList(tones));
        await(who.id + " to hear " + expected).until(() -> new TreeSet<>(who.hears()).equals(expected));
    }

    @Test
    void aPairHearsEachOtherAndAThirdHearsNeither() throws Exception {
        try (Party.Phone ann = gathering.phone(500);
                Party.Browser bob = gathering.browser(700);
                Party.Phone cy = gathering.phone(900)) {
            assertThat(bob.bridge(ann).path("event").asText()).isEqualTo("ack");
            hears(ann, 700);
            hears(bob, 500);
            hears(cy);
            ann.await("trackStart", "bridge:" + ann.id + ":to:" + bob.id);
            assertThat(gathering.node.get("/list").body()).contains("\"bridge\":\"" + bob.id + "\"");

            assertThat(cy.bridge(ann).path("error").asText()).contains(ann.id + " is joined to " + bob.id);
            assertThat(bob.bridge(bob).path("error").asText()).contains("itself");

            assertThat(cy.bridge(bob).path("event").asText()).as("bob is taken").isEqualTo("error");
            assertThat(bob.bridge(cy).path("event").asText()).isEqualTo("ack");
            hears(bob, 900);
            hears(cy, 700);
            hears(ann);
            ann.await("trackEnd", "bridge:" + ann.id + ":to:" + bob.id);

            assertThat(cy.command("{'command':'unbridge'}").path("event").asText())
                    .isEqualTo("ack");
            assertThat(cy.command("{'command':'unbridge','room':'none'}")
                            .path("event")
                            .asText())
                    .isEqualTo("ack");
            hears(cy);
            hears(bob);
        }
    }

    @Test
    void theEndOfOneLeavesTheOtherToBeJoinedAnew() throws Exception {
        try (Party.Browser bob = gathering.browser(700);
                Party.Phone cy = gathering.phone(900)) {
            Party.Phone ann = gathering.phone(500);
            ann.bridge(bob);
            hears(bob, 500);
            ann.close();
            bob.await("trackEnd", "bridge:" + bob.id + ":to:" + ann.id);
            hears(bob);
            assertThat(bob.bridge(ann).path("error").asText()).startsWith("target not found: " + ann.id);
            bob.bridge(cy);
            hears(bob, 900);
            hears(cy, 700);
        }
    }

    @Test
    void aRoomHearsItsTalkersAndAWhisperReachesOneOnly() throws Exception {
        try (Party.Phone ann = gathering.phone(500);
                Party.Browser bob = gathering.browser(700);
                Party.Phone cy = gathering.phone(900);
                Party.Browser dan = gathering.browser(1100)) {
            ann.command("{'command':'bridge','room':'r'}");
            bob.command("{'command':'bridge','room':'r','role':'talk'}");
            assertThat(cy.command("{'command':'bridge','room':'r','role':'whisper','to':'" + dan.id + "'}")
                            .path("error")
                            .asText())
                    .contains(dan.id, "another call in room r");
            cy.command("{'command':'bridge','room':'r'}");
            hears(ann, 700, 900);
            hears(bob, 500, 900);
            hears(cy, 500, 700);
            hears(dan);
            assertThat(dan.command("{'command':'bridge','room':'r'}")
                            .path("error")
                            .asText())
                    .contains("room r: full", "3");

            cy.command("{'command':'bridge','room':'r','role':'listen'}");
            hears(ann, 700);
            hears(bob, 500);
            hears(cy, 500, 700);

            cy.command("{'command':'bridge','room':'r','role':'whisper','to':'" + bob.id + "'}");
            hears(bob, 500, 900);
            hears(ann, 700);
            hears(cy, 500, 700);

            cy.command("{'command':'unbridge','room':'r'}");
            hears(bob, 500);
            hears(cy);
            cy.await("trackEnd", "bridge:" + cy.id + ":to:room:r");
        }
    }

    @Test
    void callsOfEveryKindHearEachOther() throws Exception {
        try (Party.Peer eve = gathering.peer(1300);
                Party.Phone ann = gathering.phone(500);
                Party.Browser bob = gathering.browser(700)) {
            eve.bridge(ann);
            hears(eve, 500);
            hears(ann, 1300);
            hears(bob);
            eve.command("{'command':'bridge','room':'r'}");
            ann.command("{'command':'bridge','room':'r'}");
            bob.command("{'command':'bridge','room':'r'}");
            hears(eve, 500, 700);
            hears(ann, 700, 1300);
            hears(bob, 500, 1300);
        }
    }

    @Test
    void aRecordingHoldsBothSidesAndAPromptIsHeardByItsCallOnly() throws Exception {
        Path prompt = WavAudio.tone(folder.resolve("sounds/prompt.wav"), 16_000, 1100, Duration.ofSeconds(30));
        try (Party.Browser bob = gathering.browser(700)) {
            try (Party.Phone ann = gathering.phone(500, "{'recorder':{'recorderFile':'ann'}}", "hung-up-talk")) {
                ann.bridge(bob);
                ann.command("{'command':'play','url':'" + prompt + "'}");
                hears(ann, 700, 1100);
                hears(bob, 500);
                ann.command("{'command':'mute','trackId':'" + ann.id + "'}");
                hears(bob);
                ann.command("{'command':'unmute','trackId':'" + ann.id + "'}");
                hears(bob, 500);
            }
        }
        WavAudio recording = WavAudio.read(folder.resolve("recordings/ann.wav"));
        short[] ann = recording.channel(0);
        short[] whatSheHears = recording.channel(1);
        // A busy machine tears holes into what is said; some stretch of 200 ms is whole.
        int stretch = recording.sampleRate() / 5;
        assertThat(IntStream.range(0, ann.length / stretch))
                .as("stretches of both sides")
                .anyMatch(n -> {
                    short[] left = Arrays.copyOfRange(ann, n * stretch, (n + 1) * stretch);
                    short[] right = Arrays.copyOfRange(whatSheHears, n * stretch, (n + 1) * stretch);
                    return Tones.purity(left, recording.sampleRate(), 500) > 0.95
                            && Tones.purity(right, recording.sampleRate(), 700) > 0.3
                            && Tones.purity(right, recording.sampleRate(), 1100) > 0.3;
                });
        assertThat(Tones.purity(whatSheHears, recording.sampleRate(), 500)).isLessThan(0.01);
    }

    @Test
    void nothingIsHeardOfACallOnHold() throws Exception {
        try (Party.Phone ann = gathering.phone(500, "{}", "hold-and-back", "-d", "3000");
                Party.Browser bob = gathering.browser(700)) {
            ann.bridge(bob);
            hears(bob, 500);
            assertThat(ann.socket.await("hold").path("onHold").asBoolean()).isTrue();
            hears(bob);
            assertThat(ann.socket.await("hold").path("onHold").asBoolean()).isFalse();
            hears(bob, 500);
            hears(ann, 700);
        }
    }

    @Test
    @RequiresTool("baresip")
    void aWidebandPhoneAndABrowserHearEachOther(@TempDir Path phone) throws Exception {
        Path voice = WavAudio.tone(phone.resolve("voice.wav"), 16_000, 500, Duration.ofSeconds(30));
        CompletableFuture<Path> call = CompletableFuture.supplyAsync(() -> {
            try {
                return new Baresip(phone, "G722/16000/1", "udp")
                        .call("agent", gathering.node.sipPort(), voice, Duration.ofSeconds(8));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        });
        String id = gathering.nextDialog();
        SocketClient control = gathering.control(id);
        try (Party.Browser bob = gathering.browser(700)) {
            control.send("{'command':'accept','option':{}}");
            control.send("{'command':'bridge','targetSessionId':'" + bob.id + "'}");
            hears(bob, 500);
            WavAudio heard = WavAudio.read(call.join());
            assertThat(Tones.purity(heard.last(Duration.ofSeconds(1)), heard.sampleRate(), 700))
                    .isGreaterThan(0.95);
        }
    }
}
