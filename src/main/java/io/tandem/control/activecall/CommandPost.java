package io.tandem.control.activecall;

import akka.http.javadsl.model.HttpEntity;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.MediaTypes;
import akka.http.javadsl.model.StatusCodes;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** {@code POST /command/{id}}: hands one command to a call (spec 1.6); "sent" means queued. */
final class CommandPost {

    private final CommandReader reader;

    CommandPost(CommandReader reader) {
        this.reader = reader;
    }

    HttpResponse respond(@Nullable ControlledCall call, String id, HttpRequest request, HttpEntity.Strict entity) {
        if (!request.entity().getContentType().mediaType().equals(MediaTypes.APPLICATION_JSON)) {
            return Replies.text(
                    StatusCodes.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type: " + request.entity().getContentType() + " (expected: application/json)");
        }
        CommandReader.Result result = reader.read(entity.getData().decodeString(StandardCharsets.UTF_8));
        if (result instanceof CommandReader.Malformed malformed) {
            return Replies.text(
                    malformed.syntax() ? StatusCodes.BAD_REQUEST : StatusCodes.UNPROCESSABLE_CONTENT, malformed.text());
        }
        if (call == null || call.live().events().closed()) {
            return Replies.status(StatusCodes.NOT_FOUND, "not_found", id);
        }
        call.execute((CommandReader.Parsed) result);
        return Replies.status(StatusCodes.OK, "sent", id);
    }
}
