package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import org.jspecify.annotations.Nullable;

/** Frames that a WebSocket caller is to hear. */
final class PortSupply implements PolledSource.Supply<byte[]> {

    private final AudioPort port;

    PortSupply(AudioPort port, Runnable wake) {
        this.port = port;
        port.onFrame(wake);
    }

    @Override
    public byte @Nullable [] poll() {
        return port.poll();
    }

    @Override
    public boolean ended() {
        return false;
    }

    @Override
    public void close() {
        port.onFrame(() -> {});
    }
}
