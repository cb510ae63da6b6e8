package io.tandem.control.activecall;

import akka.http.impl.engine.ws.FrameEvent;
import akka.http.impl.engine.ws.FrameEvent$;
import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.stage.AbstractInOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.stream.stage.TimerGraphStageLogic;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import scala.Option;

/**
 * Passes frames on to a socket and ends it where its client would not: a replaced socket is closed with {@link #REPLACED}, one whose
 * client has stopped reading is cut off, when it was replaced or its call is over. Else a half-open connection would hold its
 * memory and descriptor until the kernel gives it up.
 */
final class SocketEnd extends GraphStage<FlowShape<FrameEvent, FrameEvent>> {

    /** Close code of a socket whose call another socket took over; 4000 to 4999 are for applications (RFC 6455 §7.4.2). */
    static final int REPLACED = 4001;

    /** How long a client may take nothing at the end. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final int CHECKS = 6;

    private final Inlet<FrameEvent> in = Inlet.create("SocketEnd.in");
    private final Outlet<FrameEvent> out = Outlet.create("SocketEnd.out");
    private final FlowShape<FrameEvent, FrameEvent> shape = FlowShape.of(in, out);
    private final CompletionStage<Void> replaced;
    private final BooleanSupplier callOver;
    private final Duration patience;

    /** @param callOver whether nothing but what is left of the event log will come */
    SocketEnd(CompletionStage<Void> replaced, BooleanSupplier callOver, Duration patience) {
        this.replaced = replaced;
        this.callOver = callOver;
        this.patience = patience;
    }

    @Override
    public FlowShape<FrameEvent, FrameEvent> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    private final class Logic extends TimerGraphStageLogic {
        /** The last frame, waiting to be taken; then the end. */
        private @Nullable FrameEvent last;

        private boolean ending;
        private int idleChecks;

        Logic() {
            super(shape);
            setHandlers(in, out, new AbstractInOutHandler() {
                @Override
                public void onPush() {
                    push(out, grab(in));
                }

                @Override
                public void onPull() {
                    idleChecks = 0;
                    pulled();
                }

                @Override
                public void onUpstreamFinish() {
                    ending = true;
                    if (isAvailable(out)) {
                        pulled();
                    }
                }
            });
        }

        @Override
        public void preStart() {
            AsyncCallback<Boolean> callback = createAsyncCallback(ignored -> close());
            replaced.thenRun(() -> callback.invoke(true));
            scheduleWithFixedDelay("check", patience.dividedBy(CHECKS), patience.dividedBy(CHECKS));
        }

        private void pulled() {
            FrameEvent closing = last;
            if (closing != null) {
                last = null;
                push(out, closing);
            } else if (ending) {
                completeStage();
            } else {
                pull(in);
            }
        }

        private void close() {
            if (ending) {
                return;
            }
            ending = true;
            cancel(in);
            last = FrameEvent$.MODULE$.closeFrame(REPLACED, "another socket took over this call", Option.empty());
            if (isAvailable(out)) {
                pulled();
            }
        }

        @Override
        public void onTimer(Object key) {
            boolean stalled = !isAvailable(out) && (ending || callOver.getAsBoolean());
            idleChecks = stalled ? idleChecks + 1 : 0;
            if (idleChecks >= CHECKS) {
                failStage(new IllegalStateException("a control socket took nothing for " + patience));
            }
        }
    }
}
