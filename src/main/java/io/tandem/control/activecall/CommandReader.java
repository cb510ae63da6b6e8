package io.tandem.control.activecall;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.tandem.call.Command;
import io.tandem.control.activecall.JsonShape.Mismatch;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON texts of the active-call protocol (spec section 2) to {@link Command}s. Thread-safe; never throws on bad input. */
final class CommandReader {

    /** What a text turned out to be. */
    sealed interface Result permits Parsed, Malformed {}

    /**
     * A command.
     *
     * @param id the command's own id, our addition: its ack or error event carries it
     * @param json the command as it came, secrets redacted, for dumps and copies
     */
    record Parsed(Command command, @Nullable String id, String json) implements Result {}

    /** Not a command; {@code syntax} tells broken JSON from JSON of another shape. */
    record Malformed(boolean syntax, String text, @Nullable String id) implements Result {}

    /** Reads the fields of one command. */
    private interface Reading {
        Command read(JsonShape fields) throws Mismatch;
    }

    private static final int REJECT_MIN = 400;
    private static final int REJECT_MAX = 699;

    private final ObjectMapper json = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private final OptionsReader options = new OptionsReader(json);

    private final Map<String, Reading> commands = Map.ofEntries(
            Map.entry("invite", fields -> new Command.Invite(options.read(fields.requiredObject("option")))),
            Map.entry("accept", fields -> new Command.Accept(options.read(fields.requiredObject("option")))),
            Map.entry("reject", CommandReader::reject),
            Map.entry("ringing", CommandReader::ringing),
            Map.entry("play", CommandReader::play),
            Map.entry(
                    "interrupt",
                    fields -> new Command.Interrupt(
                            fields.flag(false, "graceful"), fields.millis(0, "fadeOutMs", "fade_out_ms"))),
            Map.entry("pause", fields -> new Command.Pause()),
            Map.entry("resume", fields -> new Command.Resume()),
            Map.entry("hangup", CommandReader::hangup),
            Map.entry("mute", fields -> new Command.Mute(fields.text("trackId", "track_id"))),
            Map.entry("unmute", fields -> new Command.Unmute(fields.text("trackId", "track_id"))),
            Map.entry("dtmf", DigitsReader::dtmf),
            Map.entry("sendDtmf", DigitsReader::sendDtmf),
            Map.entry("hold", fields -> new Command.Hold(fields.text("music"))),
            Map.entry("unhold", fields -> new Command.Unhold()),
            Map.entry(
                    "history",
                    fields -> new Command.History(fields.requiredText("speaker"), fields.requiredText("text"))),
            Map.entry("custom", this::custom),
            Map.entry("bridge", BridgeReader::bridge),
            Map.entry("unbridge", BridgeReader::unbridge),
            unavailable("tts", "speech synthesis is not offered by this server; use play"),
            unavailable("refer", "transfers are not offered by this server"),
            unavailable("message", "SIP messages are not offered by this server"),
            Map.entry("addIceCandidate", CommandReader::addIceCandidate),
            Map.entry("update", fields -> new Command.Update(updateOffer(fields))));

    Result read(String text) {
        JsonNode node;
        try {
            node = json.readTree(text);
        } catch (JsonProcessingException e) {
            return new Malformed(true, "not JSON: " + e.getOriginalMessage(), null);
        }
        if (!node.isObject()) {
            return new Malformed(
                    node.isMissingNode(),
                    "command: " + Excerpt.of(node.toString()) + " (expected: a JSON object)",
                    null);
        }
        JsonNode idNode = node.path("id");
        String id = idNode.isValueNode() && !idNode.isNull() ? idNode.asText() : null;
        try {
            JsonShape fields = new JsonShape(node, "");
            String name = fields.requiredText("command");
            Reading reading = commands.get(name);
            if (reading == null) {
                return new Malformed(
                        false,
                        "command: " + Excerpt.of(name) + " (expected: one of "
                                + String.join(
                                        ", ",
                                        commands.keySet().stream().sorted().toList()) + ")",
                        id);
            }
            return new Parsed(reading.read(fields), id, Redaction.redact(node).toString());
        } catch (Mismatch e) {
            return new Malformed(false, String.valueOf(e.getMessage()), id);
        }
    }

    private static Command reject(JsonShape fields) throws Mismatch {
        String reason = fields.requiredText("reason");
        if (!fields.has("code")) {
            return new Command.Reject(reason, null);
        }
        int code = (int) Math.min(fields.unsigned(0, "code"), Integer.MAX_VALUE);
        if (code < REJECT_MIN || code > REJECT_MAX) {
            throw new Mismatch("code: " + code + " (expected: a SIP status of 400 to 699)");
        }
        return new Command.Reject(reason, code);
    }

    private static Command ringing(JsonShape fields) throws Mismatch {
        return new Command.Ringing(
                OptionsReader.recorder(fields),
                fields.flag(false, "earlyMedia", "early_media"),
                fields.text("ringtone"));
    }

    private static Command play(JsonShape fields) throws Mismatch {
        return new Command.Play(
                fields.requiredText("url"),
                fields.text("playId", "play_id"),
                fields.flag(false, "autoHangup", "auto_hangup"),
                fields.millis(0, "waitInputTimeout", "wait_input_timeout"),
                fields.millis(0, "offsetMs", "offset_ms"));
    }

    /** With {@code refer:true} only a transfer leg is meant, and there is none: it must not end the call. */
    private static Command hangup(JsonShape fields) throws Mismatch {
        if (fields.flag(false, "refer")) {
            return new Command.Unavailable(
                    "hangup", "there is no transfer leg: transfers are not offered by this server");
        }
        return new Command.Hangup(fields.text("reason"), fields.text("initiator"), fields.texts("headers"));
    }

    private static Command addIceCandidate(JsonShape fields) throws Mismatch {
        String[] index = {"sdpMLineIndex", "sdpMlineIndex"};
        return new Command.AddIceCandidate(
                fields.requiredText("candidate"),
                fields.text("sdpMid"),
                fields.has(index) ? (int) Math.min(fields.unsigned(0, index), Integer.MAX_VALUE) : null);
    }

    private String updateOffer(JsonShape fields) throws Mismatch {
        return OfferReader.read(json, fields, "offer");
    }

    private Command custom(JsonShape fields) throws Mismatch {
        JsonNode data = fields.node().get("data");
        if (data == null) {
            throw fields.missing("data");
        }
        return new Command.Custom(fields.text("sender"), json.convertValue(data, Object.class));
    }

    private static Map.Entry<String, Reading> unavailable(String name, String why) {
        return Map.entry(name, fields -> new Command.Unavailable(name, why));
    }
}
