package io.tandem.control.activecall;

import io.tandem.call.AudioPort;
import java.nio.ByteBuffer;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;

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
    public void received(ByteBuffer audio) {
        byte[] copy = new byte[audio.remaining()];
        audio.get(copy);
        received.add(copy);
    }

    @Override
    public int poll(byte[] frame) {
        byte[] next = toSend.poll();
        if (next == null) {
            return 0;
        }
        System.arraycopy(next, 0, frame, 0, next.length);
        return next.length;
    }

    @Override
    public long lost() {
        return 0;
    }

    @Override
    public void onFrame(Runnable wake) {
        this.wake = wake;
    }

    @Override
    public void discard() {}
}
