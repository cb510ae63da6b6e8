package io.tandem.control.activecall;

import akka.NotUsed;
import akka.actor.typed.ActorSystem;
import akka.http.javadsl.model.ws.BinaryMessage;
import akka.http.javadsl.model.ws.Message;
import akka.http.javadsl.model.ws.TextMessage;
import akka.stream.javadsl.Flow;
import akka.util.ByteString;
import akka.util.ByteStringBuilder;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Puts the messages of a control socket together, in order; one that is too large is read to its end and let go. */
final class IncomingFrames {

    /** A whole message. */
    sealed interface Frame permits Text, Audio, TooLarge {}

    /** A text message. */
    record Text(String text) implements Frame {}

    /** A binary message. */
    @SuppressWarnings("ArrayRecordComponent")
    record Audio(byte[] bytes) implements Frame {}

    /** What is said of a message beyond its limit. */
    record TooLarge(String text) implements Frame {}

    private final int maxText;
    private final int maxAudio;
    private final ActorSystem<?> system;

    IncomingFrames(ActiveCallSettings settings, ActorSystem<?> system) {
        this.maxText = settings.maxCommandSize();
        this.maxAudio = settings.maxAudioFrame();
        this.system = system;
    }

    Flow<Message, Frame, NotUsed> whole() {
        return Flow.of(Message.class)
                .mapAsync(
                        1,
                        message -> message.isText() ? text(message.asTextMessage()) : audio(message.asBinaryMessage()));
    }

    private CompletionStage<Frame> text(TextMessage message) {
        if (message.isStrict()) {
            return CompletableFuture.completedFuture(text(message.getStrictText()));
        }
        return message.getStreamedText()
                .runFold(
                        new StringBuilder(), (text, part) -> text.length() > maxText ? text : text.append(part), system)
                .thenApply(text -> text(text.toString()));
    }

    private Frame text(String text) {
        return text.length() > maxText ? tooLarge(maxText) : new Text(text);
    }

    private CompletionStage<Frame> audio(BinaryMessage message) {
        if (message.isStrict()) {
            return CompletableFuture.completedFuture(audio(message.getStrictData()));
        }
        return message.getStreamedData()
                .runFold(
                        new ByteStringBuilder(),
                        (bytes, part) -> bytes.length() > maxAudio ? bytes : bytes.append(part),
                        system)
                .thenApply(bytes -> audio(bytes.result()));
    }

    private Frame audio(ByteString bytes) {
        return bytes.size() > maxAudio ? tooLarge(maxAudio) : new Audio(bytes.toArray());
    }

    private static Frame tooLarge(int limit) {
        return new TooLarge("frame: more than the largest that is taken (expected: at most " + limit + " bytes)");
    }
}
