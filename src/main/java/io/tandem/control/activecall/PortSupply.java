package io.tandem.control.activecall;

import org.jspecify.annotations.Nullable;

/** Frames that a WebSocket caller is to hear. */
final class PortSupply implements PolledSource.Supply<byte[]> {

    private final ControlledCall.Control control;

    PortSupply(ControlledCall.Control control, Runnable wake) {
        this.control = control;
        control.onFrame(wake);
    }

    @Override
    public byte @Nullable [] poll() {
        return control.poll();
    }

    @Override
    public boolean ended() {
        return false;
    }

    /** The wake-up stays where it is: it may be the next socket's already, and that of a stream that ended does nothing. */
    @Override
    public void close() {}
}
