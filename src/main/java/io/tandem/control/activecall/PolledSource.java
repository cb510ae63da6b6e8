package io.tandem.control.activecall;

import akka.stream.Attributes;
import akka.stream.Outlet;
import akka.stream.SourceShape;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A stream that asks its supply only when the socket wants more: a slow peer holds nothing back but itself, the bounded supply
 * decides what is lost.
 */
final class PolledSource<T> extends GraphStage<SourceShape<T>> {

    /** Where the elements come from; used by the stream's thread only. */
    interface Supply<T> {
        /** The next element, or null when there is none now; the wake-up is armed then. */
        @Nullable
        T poll();

        /** Whether nothing will come any more. */
        boolean ended();

        /** The stream is over. */
        void close();
    }

    private final Outlet<T> out = Outlet.create("PolledSource.out");
    private final SourceShape<T> shape = SourceShape.of(out);
    private final Function<Runnable, Supply<T>> open;

    /** @param open makes the supply; it is given the wake-up, which may be called from any thread */
    PolledSource(Function<Runnable, Supply<T>> open) {
        this.open = open;
    }

    @Override
    public SourceShape<T> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends GraphStageLogic {
        private @Nullable Supply<T> supply;

        Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    offer();
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<Boolean> callback = createAsyncCallback(ignored -> offer());
            supply = open.apply(() -> callback.invoke(true));
        }

        private void offer() {
            Supply<T> from = supply;
            if (from == null || !isAvailable(out)) {
                return;
            }
            T next = from.poll();
            if (next != null) {
                push(out, next);
            } else if (from.ended()) {
                completeStage();
            }
        }

        @Override
        public void postStop() {
            if (supply != null) {
                supply.close();
            }
        }
    }
}
