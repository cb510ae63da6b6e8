package io.tandem.control.activecall;

import akka.actor.typed.Behavior;
import akka.actor.typed.PostStop;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.tandem.call.Event;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Writes the events and commands of one call to {@code <folder>/<session>.events.jsonl} (spec 5.6), by a cursor of its own. Files
 * block: it runs on the blocking dispatcher. Ends with the call; a file that cannot be written is logged and given up.
 */
final class EventDump extends AbstractBehavior<EventDump.Message> {

    /** What the dump understands. */
    sealed interface Message permits Readable {}

    /** The log has something to read. */
    record Readable() implements Message {}

    private static final int BATCH = 64;

    private final LiveCall live;
    private final EventWriter events;
    private final EventLog.Cursor cursor;
    private final Writer file;

    static Behavior<Message> create(LiveCall live, EventWriter events, Path folder) {
        return Behaviors.setup(context -> {
            Path path = folder.resolve(fileName(live.id()));
            try {
                Files.createDirectories(folder);
                Writer file = Files.newBufferedWriter(path, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return new EventDump(context, live, events, file);
            } catch (IOException e) {
                context.getLog().warn("no event dump of call {}: {}: {}", live.id(), path, e.toString());
                return Behaviors.stopped();
            }
        });
    }

    /** Session ids come from clients: nothing of them may leave the folder. */
    static String fileName(String id) {
        String safe = id.replaceAll("[^A-Za-z0-9._@:+=~-]", "_");
        return (safe.length() > 200 ? safe.substring(0, 200) : safe) + ".events.jsonl";
    }

    private EventDump(ActorContext<Message> context, LiveCall live, EventWriter events, Writer file) {
        super(context);
        this.live = live;
        this.events = events;
        this.file = file;
        this.cursor = live.events().open(0, () -> context.getSelf().tell(new Readable()));
        context.getSelf().tell(new Readable());
    }

    @Override
    public Receive<Message> createReceive() {
        return newReceiveBuilder()
                .onMessage(Readable.class, readable -> onReadable())
                .onSignal(PostStop.class, stop -> onStop())
                .build();
    }

    private Behavior<Message> onReadable() {
        try {
            EventLog.Batch batch;
            do {
                batch = cursor.next(BATCH);
                for (EventLog.Entry entry : batch.entries()) {
                    if (entry.event() instanceof Event.Commanded command) {
                        line("command", entry.timestamp(), command.text());
                    } else {
                        line("event", entry.timestamp(), events.write(live.spec(), entry));
                    }
                }
            } while (!batch.entries().isEmpty() && !batch.end());
            file.flush();
            return batch.end() ? Behaviors.stopped() : this;
        } catch (IOException e) {
            return givenUp(e);
        }
    }

    private void line(String type, long timestamp, String content) throws IOException {
        file.write(JsonNodeFactory.instance
                .objectNode()
                .put("type", type)
                .put("timestamp", timestamp)
                .put("content", content)
                .toString());
        file.write('\n');
    }

    private Behavior<Message> givenUp(IOException e) {
        getContext().getLog().warn("event dump of call {} given up: {}", live.id(), e.toString());
        return Behaviors.stopped();
    }

    private Behavior<Message> onStop() {
        cursor.close();
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }
}
