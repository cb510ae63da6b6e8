package io.tandem.control.activecall;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tandem.control.activecall.ActiveCallSettings.IceServer;
import java.util.List;

/** The short answers of the REST part. */
final class Replies {

    private static final List<IceServer> DEFAULT_ICE_SERVERS =
            List.of(new IceServer(List.of("stun:stun.l.google.com:19302"), null, null));

    private Replies() {}

    static HttpResponse text(StatusCode status, String text) {
        return HttpResponse.create().withStatus(status).withEntity(ContentTypes.TEXT_PLAIN_UTF8, text);
    }

    static HttpResponse json(String json) {
        return HttpResponse.create().withEntity(ContentTypes.APPLICATION_JSON, json);
    }

    static HttpResponse status(StatusCode status, String word, String id) {
        return json(JsonNodeFactory.instance
                        .objectNode()
                        .put("status", word)
                        .put("id", id)
                        .toString())
                .withStatus(status);
    }

    /** {@code GET /iceservers} (spec 1.9): nulls are present here. */
    static HttpResponse iceServers(List<IceServer> configured) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (IceServer server : configured.isEmpty() ? DEFAULT_ICE_SERVERS : configured) {
            ObjectNode json = array.addObject();
            ArrayNode urls = json.putArray("urls");
            server.urls().forEach(urls::add);
            json.put("username", server.username())
                    .put("credential", server.credential())
                    .put("credential_type", "password");
        }
        return json(array.toString());
    }
}
