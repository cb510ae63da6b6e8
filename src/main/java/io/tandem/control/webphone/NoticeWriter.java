package io.tandem.control.webphone;

import akka.util.ByteString;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.http.sse.ServerSentEvents;

/** Notices as server-sent events. */
final class NoticeWriter {

    private NoticeWriter() {}

    static ByteString item(Notice notice) {
        return notice instanceof Notice.Incoming incoming ? incoming(incoming) : ended((Notice.Ended) notice);
    }

    private static ByteString incoming(Notice.Incoming incoming) {
        ObjectNode json = named("incoming", incoming.id())
                .put("caller", incoming.caller())
                .put("callee", incoming.callee());
        ObjectNode headers = json.putObject("headers");
        incoming.headers().forEach(headers::put);
        return item("incoming", json);
    }

    private static ByteString ended(Notice.Ended ended) {
        return item(
                "ended", named("ended", ended.id()).put("reason", ended.reason().protocolName()));
    }

    private static ObjectNode named(String event, String id) {
        return JsonNodeFactory.instance.objectNode().put("event", event).put("id", id);
    }

    private static ByteString item(String name, ObjectNode json) {
        return ServerSentEvents.event(name, json.toString());
    }
}
