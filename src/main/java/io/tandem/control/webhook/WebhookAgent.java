package io.tandem.control.webhook;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import io.tandem.call.AgentRelay;
import io.tandem.call.CallActor;
import io.tandem.call.HangupCause;
import io.tandem.call.HangupCause.Initiator;
import io.tandem.call.HangupReason;
import io.tandem.call.LiveCall;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Posts one inbound call to its webhook: any 2xx is an acceptance, all else refuses the call at once (spec 5.8). */
final class WebhookAgent {

    /** The application accepted. */
    record Accepted() implements AgentRelay.Internal {}

    /** The application did not accept. */
    record Failed(String why) implements AgentRelay.Internal {}

    private static final int UNAVAILABLE = 503;

    /** Q.850 41: temporary failure. */
    private static final int TEMPORARY_FAILURE = 41;

    private WebhookAgent() {}

    /** @param timeout for the whole exchange; the request's own ends with the headers of the answer */
    static Behavior<AgentRelay.Command> create(
            LiveCall call, HttpClient client, HttpRequest request, Duration timeout) {
        return Behaviors.setup(context -> {
            CompletableFuture<HttpResponse<Void>> exchange = client.sendAsync(request, BodyHandlers.discarding());
            CompletableFuture<HttpResponse<Void>> bounded =
                    exchange.copy().orTimeout(timeout.toMillis(), TimeUnit.MILLISECONDS);
            context.pipeToSelf(bounded, (response, failure) -> outcome(request, response, failure));
            return waiting(context, call, exchange);
        });
    }

    private static Behavior<AgentRelay.Command> waiting(
            ActorContext<AgentRelay.Command> context, LiveCall call, CompletableFuture<?> exchange) {
        return Behaviors.receive(AgentRelay.Command.class)
                .onMessage(Accepted.class, accepted -> Behaviors.stopped())
                .onMessage(Failed.class, failed -> {
                    context.getLog().warn("call {}: {}", call.id(), failed.why());
                    call.actor().tell(new CallActor.Terminate(unavailable(failed.why()), 0));
                    return Behaviors.stopped();
                })
                .onSignal(PostStop.class, stop -> {
                    exchange.cancel(true);
                    return Behaviors.same();
                })
                .build();
    }

    private static AgentRelay.Command outcome(HttpRequest request, HttpResponse<?> response, Throwable failure) {
        // The query of a webhook may hold a key: only the host is named.
        String where = "webhook " + request.uri().getHost();
        if (failure != null) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            return new Failed(cause instanceof TimeoutException ? where + ": no answer in time" : where + ": " + cause);
        }
        return response.statusCode() / 100 == 2
                ? new Accepted()
                : new Failed(where + ": status " + response.statusCode() + " (expected: 2xx)");
    }

    private static HangupCause unavailable(String why) {
        return new HangupCause(HangupReason.SERVER_UNAVAILABLE, why, Initiator.SYSTEM, UNAVAILABLE, TEMPORARY_FAILURE);
    }
}
