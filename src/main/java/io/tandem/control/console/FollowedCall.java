package io.tandem.control.console;

import akka.actor.typed.ActorRef;
import io.tandem.call.CallActor;
import io.tandem.call.CallSnapshot;
import io.tandem.call.EventLog;
import io.tandem.call.LiveCall;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A call that the console follows: a place in its event log, and its row as it was last seen. The feed's actor only. */
final class FollowedCall {
    private static final int BATCH = 128;

    private final LiveCall call;
    private final EventLog.Cursor cursor;
    private @Nullable CallRow row;
    private boolean asked;
    private boolean askAgain;

    /** @param wake told, from any thread, when the log has more */
    FollowedCall(LiveCall call, Consumer<FollowedCall> wake) {
        this.call = call;
        // What was before is in the first answer of the call.
        this.cursor = call.events().open(call.events().lastSeq(), () -> wake.accept(this));
    }

    String id() {
        return call.id();
    }

    ActorRef<CallActor.Message> actor() {
        return call.actor();
    }

    boolean isOf(LiveCall other) {
        return call.events() == other.events();
    }

    /** Reads what is there, so that the next event wakes; true when the call is over. */
    boolean readToTheEnd() {
        EventLog.Batch batch;
        do {
            batch = cursor.next(BATCH);
        } while (!batch.entries().isEmpty() && !batch.end());
        return batch.end();
    }

    /** Whether the call may be asked for its row now; while one answer is awaited, another question waits for it. */
    boolean mayAsk() {
        if (asked) {
            askAgain = true;
            return false;
        }
        asked = true;
        return true;
    }

    /** The answer came, or will not come; true when there is another question. */
    boolean answered() {
        boolean again = askAgain;
        asked = false;
        askAgain = false;
        return again;
    }

    /** The row when it is another than before. */
    @Nullable
    CallRow changed(CallSnapshot snapshot) {
        CallRow now = CallRow.of(call.spec(), snapshot);
        if (now.equals(row)) {
            return null;
        }
        row = now;
        return now;
    }

    boolean known() {
        return row != null;
    }

    Stream<CallRow> row() {
        return Stream.ofNullable(row);
    }

    void close() {
        cursor.close();
    }
}
