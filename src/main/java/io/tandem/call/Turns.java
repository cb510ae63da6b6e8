package io.tandem.call;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * The order of a call's commands: one at a time, the next when the outcome of the one before is known; `hangup` overtakes. Each
 * command with an id gets exactly one {@link Event.Ack} or error.
 */
final class Turns {
    private final ArrayDeque<CallActor.Execute> queue = new ArrayDeque<>();
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

    /** The call ends: nothing that waits will be carried out. Only commands with an id are told. */
    void abandon(String why) {
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
