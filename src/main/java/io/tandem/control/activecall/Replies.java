package io.tandem.control.activecall;

import akka.http.javadsl.model.ContentTypes;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/** The short answers of the REST part. */
final class Replies {

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
}
