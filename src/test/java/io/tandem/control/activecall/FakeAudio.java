package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/** An audio port that keeps what it is given. */
final class FakeAudio implements AudioPort {

    final BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
    private final ConcurrentLinkedQueue<byte[]> toSend = new ConcurrentLinkedQueue<>();
    private volatile Runnable wake = () -> {};

    void send(byte[] frame) {
        toSend.add(frame);
        wake.run();
    }

    @Override
    public void received(byte[] audio) {
        received.add(audio);
    }

    @Override
    public byte @Nullable [] poll() {
        return toSend.poll();
    }

    @Override
    public void onFrame(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void discard() {}
}
