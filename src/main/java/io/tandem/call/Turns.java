package io.tandem.call;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The order of a call's commands: one at a time, the next when the outcome of the one before is known. `hangup` overtakes; so do
 * `bridge` and `unbridge`, which need no far end: an outbound leg may be joined while it rings. Each command with an id gets exactly one
 * {@link Event.Ack} or error.
 */
final class Turns {
    private final ArrayDeque<CallActor.Execute> queue = new ArrayDeque<>();

    /** Ids of commands whose outcome a child will tell while others run. */
    private final List<String> entrusted = new ArrayList<>();

    private final int capacity;
    private final Journal journal;
    private @Nullable CommandTable table;
    private CallActor.@Nullable Execute current;
    private boolean waiting;

    Turns(int capacity, Journal journal) {
        this.capacity = capacity;
        this.journal = journal;
    }

    /** Commands are carried out as {@code table} says from now on. */
    void use(CommandTable newTable) {
        table = newTable;
    }

    /** Runs the command now or queues it behind the one whose outcome is awaited. */
    void submit(CallActor.Execute execute) {
        if (execute.source() != null) {
            journal.write(new Event.Commanded(execute.source()));
        }
        if (!waiting) {
            run(execute);
        } else if (execute.command() instanceof Command.Hangup) {
            failed("overtaken by hangup", null);
            run(execute);
        } else if (execute.command() instanceof Command.Bridge || execute.command() instanceof Command.Unbridge) {
            runBefore(execute);
        } else if (queue.size() < capacity) {
            queue.add(execute);
        } else {
            journal.error(
                    execute.commandId(),
                    "command",
                    execute.command().name() + ": " + capacity + " commands wait already; expected fewer");
        }
    }

    /** Runs what waits, until a command awaits its outcome again. */
    void next() {
        while (!waiting && !queue.isEmpty()) {
            run(queue.remove());
        }
    }

    private void run(CallActor.Execute execute) {
        if (table == null) {
            throw new IllegalStateException("a command came before the first state");
        }
        current = execute;
        table.run(execute.command());
        if (!waiting) {
            done();
        }
    }

    /** Runs the command while another awaits its outcome. */
    private void runBefore(CallActor.Execute execute) {
        CallActor.Execute awaited = release();
        run(execute);
        current = awaited;
        waiting = true;
    }

    /** The command that runs now is finished only when {@link #done} or {@link #failed} is called. */
    void await() {
        waiting = true;
    }

    boolean isAwaiting(Class<? extends Command> type) {
        return waiting && current != null && type.isInstance(current.command());
    }

    /** The current command was carried out. Without one nothing happens. */
    void done() {
        CallActor.Execute finished = release();
        if (finished != null && finished.commandId() != null) {
            journal.write(new Event.Ack(finished.commandId()));
        }
    }

    /** The current command failed. */
    void failed(String error, @Nullable Integer code) {
        CallActor.Execute failed = release();
        String commandId = failed == null ? null : failed.commandId();
        journal.error(commandId, "command", error, code);
    }

    /** The outcome of the current command comes by {@link #settled} with the id that is answered here; others need not wait for it. */
    @Nullable
    String entrust() {
        CallActor.Execute given = release();
        String id = given == null ? null : given.commandId();
        if (id != null) {
            entrusted.add(id);
        }
        return id;
    }

    /** An entrusted command was carried out, or failed with {@code error}. */
    void settled(@Nullable String id, @Nullable String error) {
        if (id != null && !entrusted.remove(id)) {
            return;
        }
        if (error != null) {
            journal.error(id, "command", error);
        } else if (id != null) {
            journal.write(new Event.Ack(id));
        }
    }

    /** Nobody will tell the outcome of what was entrusted. */
    void forsaken(String why) {
        entrusted.forEach(id -> journal.error(id, "command", why));
        entrusted.clear();
    }

    /** The call ends: nothing that waits will be carried out. Only commands with an id are told. */
    void abandon(String why) {
        forsaken(why);
        CallActor.Execute unfinished = release();
        if (unfinished != null) {
            queue.addFirst(unfinished);
        }
        queue.stream()
                .map(CallActor.Execute::commandId)
                .filter(id -> id != null)
                .forEach(id -> journal.error(id, "command", why));
        queue.clear();
    }

    private CallActor.@Nullable Execute release() {
        CallActor.Execute released = current;
        current = null;
        waiting = false;
        return released;
    }
}
