package io.tandem.control.activecall;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tandem.call.CallOptions;
import io.tandem.call.RecorderOptions;
import io.tandem.call.SipOptions;
import io.tandem.call.VadOptions;
import io.tandem.control.activecall.JsonShape.Mismatch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The {@code option} object of invite and accept (spec section 4) to {@link CallOptions}. */
final class OptionsReader {

    private static final Logger log = LoggerFactory.getLogger(OptionsReader.class);

    private static final TypeReference<Map<String, Object>> TREE = new TypeReference<>() {};
    private static final Set<String> VAD_TYPES = Set.of("silero", "webrtc", "energy", "nop");

    /** Options of the protocol that this server does not honour, each with the reason its client gets to read. */
    private static final Map<String, String> NOT_OFFERED = Map.ofEntries(
            Map.entry("asr", "speech recognition is not offered by this server"),
            Map.entry("tts", "speech synthesis is not offered by this server"),
            Map.entry("denoise", "noise suppression is not offered by this server"),
            Map.entry("agc", "automatic gain control is not offered by this server"),
            Map.entry("ambiance", "background sound is not offered by this server"),
            Map.entry("eou", "end-of-utterance detection is not offered by this server"),
            Map.entry("realtime", "realtime engines are not offered by this server"),
            Map.entry("mediaPass", "external audio bridges are not offered by this server"),
            Map.entry("ringbackDetection", "ringback detection is not offered by this server"));

    private static final List<String> SIP_NOT_OFFERED = List.of("contact", "enable_srtp", "enableSrtp");

    private final ObjectMapper json;

    OptionsReader(ObjectMapper json) {
        this.json = json;
    }

    CallOptions read(JsonShape option) throws Mismatch {
        JsonShape sip = option.object("sip");
        return new CallOptions(
                option.text("codec"),
                option.text("caller"),
                option.text("callee"),
                offer(option),
                recorder(option),
                vad(option),
                Duration.ofSeconds(option.unsigned(0, "inactivityTimeout", "inactivity_timeout")),
                option.flag(false, "subscribe"),
                option.flag(false, "enableIpv6", "enable_ipv6"),
                option.texts("extra"),
                sip(sip),
                unavailable(option, sip),
                json.convertValue(Redaction.redact(option.node()), TREE));
    }

    private @Nullable String offer(JsonShape option) throws Mismatch {
        return option.has("offer") ? OfferReader.read(json, option, "offer") : null;
    }

    @Nullable
    static RecorderOptions recorder(JsonShape parent) throws Mismatch {
        JsonShape recorder = parent.object("recorder");
        if (recorder == null) {
            return null;
        }
        String file = recorder.text("recorderFile", "recorder_file");
        return new RecorderOptions(file == null ? "" : file);
    }

    @Nullable
    private static VadOptions vad(JsonShape option) throws Mismatch {
        JsonShape vad = option.object("vad");
        if (vad == null) {
            return null;
        }
        return new VadOptions(
                vadType(vad.text("type")),
                vad.number(0.5, "voiceThreshold"),
                vad.millis(250, "speechPadding"),
                vad.millis(100, "silencePadding"),
                vad.millis(0, "silenceTimeout"));
    }

    private static SipOptions sip(@Nullable JsonShape sip) throws Mismatch {
        return sip == null
                ? SipOptions.NONE
                : new SipOptions(
                        sip.text("username"),
                        sip.text("password"),
                        sip.text("realm"),
                        sip.texts("headers"),
                        sip.texts("hangup_headers", "hangupHeaders"));
    }

    /** Clients also name engines of other servers (webrtc, ten): detection matters more to them than its engine. */
    private static String vadType(@Nullable String type) {
        if (type == null) {
            return "silero";
        }
        String known = type.toLowerCase(Locale.ROOT);
        if (!VAD_TYPES.contains(known)) {
            log.info("vad.type: {} (expected: one of {}); silero is used", Excerpt.of(type), VAD_TYPES);
            return "silero";
        }
        return known;
    }

    private static List<String> unavailable(JsonShape option, @Nullable JsonShape sip) {
        List<String> unavailable = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : option.node().properties()) {
            String why = NOT_OFFERED.get(entry.getKey());
            if (why != null && asksForSomething(entry.getValue())) {
                unavailable.add(entry.getKey() + ": " + why);
            }
        }
        if (sip != null) {
            for (String key : SIP_NOT_OFFERED) {
                JsonNode value = sip.node().path(key);
                if (asksForSomething(value)) {
                    unavailable.add(
                            "sip." + key
                                    + ": not offered by this server (expected: username, password, realm, headers, hangup_headers)");
                }
            }
        }
        return List.copyOf(unavailable);
    }

    /** {@code null}, {@code false}, {@code {"enabled":false}} and an empty container of headers ask for nothing. */
    private static boolean asksForSomething(JsonNode value) {
        if (value.isMissingNode() || value.isNull() || (value.isBoolean() && !value.booleanValue())) {
            return false;
        }
        JsonNode enabled = value.path("enabled");
        return !(enabled.isBoolean() && !enabled.booleanValue());
    }
}
