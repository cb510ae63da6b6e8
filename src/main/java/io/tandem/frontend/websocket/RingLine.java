package io.tandem.frontend.websocket;

import java.nio.ByteBuffer;

/** A codec that the media loop runs itself: bytes of the socket straight into its rings and out of them. */
record RingLine(Intake intake, Outlet outlet) implements SocketLine {

    @Override
    public void received(ByteBuffer audio) {
        intake.write(audio);
    }

    @Override
    public int poll(byte[] frame) {
        return outlet.poll(frame);
    }

    @Override
    public long lost() {
        return outlet.lost();
    }

    /** Any bytes are audio here. */
    @Override
    public long unusable() {
        return 0;
    }
}
