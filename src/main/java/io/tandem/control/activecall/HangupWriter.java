package io.tandem.control.activecall;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.call.CallSpec;
import io.tandem.call.Event;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupReason;
import io.tandem.control.activecall.ActiveCallSettings.HangupText;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The fields of a hangup event: its reason (spec 5.4, register D-2), times, parties and session variables (5.5). */
final class HangupWriter {

    private static final DateTimeFormatter RFC3339 = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSSxxx", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private final HangupText hangupText;

    HangupWriter(HangupText hangupText) {
        this.hangupText = hangupText;
    }

    /** RFC 3339 with nanoseconds and {@code +00:00}, as the protocol's servers print it. */
    static String rfc3339(Instant time) {
        return RFC3339.format(time);
    }

    void write(Event.Hangup event, ObjectNode json) {
        HangupCause cause = event.cause();
        json.put("reason", hangupText == HangupText.DEBUG ? debug(cause) : plain(cause))
                .put("initiator", cause.initiator().name().toLowerCase(Locale.ROOT))
                .put("startTime", rfc3339(event.startTime()))
                .put("hangupTime", rfc3339(event.hangupTime()));
        time(json, "answerTime", event.answerTime());
        time(json, "ringingTime", event.ringingTime());
        party(json, "from", event.from());
        party(json, "to", event.to());
    }

    /** Session variables, the three that every call has first; {@code refer} follows them as in the protocol. */
    void extra(CallSpec call, Event.Hangup event, ObjectNode json) {
        ObjectNode extra = json.putObject("extra")
                .put("session_id", call.id())
                .put("call_type", call.type().protocolName().toLowerCase(Locale.ROOT))
                .put("start_time", rfc3339(event.startTime()));
        new TreeMap<>(event.extra()).forEach((name, value) -> {
            if (!extra.has(name)) {
                extra.put(name, value);
            }
        });
        json.put("refer", false);
    }

    private static String debug(HangupCause cause) {
        if (cause.reason() != HangupReason.OTHER) {
            return "Some(" + cause.reason().protocolName() + ")";
        }
        String text = cause.text() == null ? "" : cause.text();
        return "Some(Other(\""
                + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"))";
    }

    private static String plain(HangupCause cause) {
        String text = cause.text();
        return cause.reason() == HangupReason.OTHER && text != null
                ? text
                : cause.reason().protocolName();
    }

    private static void time(ObjectNode json, String name, @Nullable Instant time) {
        if (time != null) {
            json.put(name, rfc3339(time));
        }
    }

    /** {@code sip:ann@a.example:5060;user=phone} has the user name ann and the realm a.example:5060. */
    private static void party(ObjectNode json, String name, @Nullable String uri) {
        if (uri == null) {
            return;
        }
        String address = uri.substring(uri.indexOf('<') + 1);
        address = address.substring(address.indexOf(':') + 1).split("[;?>]", 2)[0];
        int at = address.lastIndexOf('@');
        json.putObject(name)
                .put("username", at < 0 ? "" : address.substring(0, at))
                .put("realm", address.substring(at + 1))
                .put("source", uri);
    }
}
