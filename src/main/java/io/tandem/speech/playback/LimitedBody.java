package io.tandem.speech.playback;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Collects the body of a 200 up to a limit and hangs up beyond it; bodies of other answers are not read. */
final class LimitedBody implements HttpResponse.BodyHandler<byte[]> {
    private final long limit;

    /** @param limit in bytes */
    LimitedBody(long limit) {
        this.limit = limit;
    }

    @Override
    public HttpResponse.BodySubscriber<byte[]> apply(HttpResponse.ResponseInfo info) {
        if (info.statusCode() != 200) {
            return new Collector(0, new byte[0]);
        }
        return new Collector(limit, null);
    }

    /** Collects one body. The client calls it from one thread at a time. */
    private static final class Collector implements HttpResponse.BodySubscriber<byte[]> {
        private final long limit;
        private final CompletableFuture<byte[]> body = new CompletableFuture<>();
        private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
        private final byte @Nullable [] instead;
        private Flow.@Nullable Subscription subscription;

        Collector(long limit, byte @Nullable [] instead) {
            this.limit = limit;
            this.instead = instead;
        }

        @Override
        public CompletionStage<byte[]> getBody() {
            return body;
        }

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            if (instead == null) {
                given.request(Long.MAX_VALUE);
            } else {
                given.cancel();
                body.complete(instead);
            }
        }

        @Override
        public void onNext(List<ByteBuffer> buffers) {
            for (ByteBuffer buffer : buffers) {
                if (collected.size() + (long) buffer.remaining() > limit) {
                    if (subscription != null) {
                        subscription.cancel();
                    }
                    body.completeExceptionally(
                            new PromptException("size: more than " + limit + " bytes (expected: at most that)"));
                    return;
                }
                byte[] bytes = new byte[buffer.remaining()];
                buffer.get(bytes);
                collected.writeBytes(bytes);
            }
        }

        @Override
        public void onError(Throwable failure) {
            body.completeExceptionally(failure);
        }

        @Override
        public void onComplete() {
            body.complete(collected.toByteArray());
        }
    }
}
