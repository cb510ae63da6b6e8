package io.tandem.tool;

import io.tandem.media.codec.AudioDecoder;
import io.tandem.media.codec.AudioEncoder;
import io.tandem.media.codec.Codecs;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** A far end's media: sends PCMU every 20 ms, silence or a tone, to wherever RTP comes from, and keeps what it hears. */
public final class RtpPeer implements AutoCloseable {
    public static final int SAMPLE_RATE = 8000;
    private static final int FRAME = 160;
    private static final int EVENT_PAYLOAD_TYPE = 101;

    private final DatagramSocket socket;
    private final ScheduledExecutorService pacer = Executors.newSingleThreadScheduledExecutor();
    private final AudioEncoder encoder = Codecs.PCMU.encoder().get();
    private final AudioDecoder decoder = Codecs.PCMU.decoder().get();
    private final ByteBuffer out = ByteBuffer.allocate(12 + FRAME);
    private short[] heard = new short[SAMPLE_RATE];
    private int heardSamples;
    private long packets;
    private final StringBuilder digits = new StringBuilder();
    private int eventStart = -1;
    private volatile int toneHz;
    private volatile short[] speech = {};
    private int spoken;
    private volatile InetSocketAddress remote;
    private int sequence;
    private int timestamp;

    public RtpPeer() throws IOException {
        socket = new DatagramSocket(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        Thread receiver = new Thread(this::receive, "rtp-peer");
        receiver.setDaemon(true);
        receiver.start();
        pacer.scheduleAtFixedRate(this::send, 0, 20, TimeUnit.MILLISECONDS);
    }

    public int port() {
        return socket.getLocalPort();
    }

    /** Sends to this address from now on instead of waiting for the first packet. */
    public void sendTo(InetSocketAddress address) {
        remote = address;
    }

    /** Says a tone from now on; 0 = silence. */
    public void say(int hertz) {
        toneHz = hertz;
    }

    /** Says this audio (8 kHz) from now on, once. */
    public void say(short[] pcm) {
        pacer.execute(() -> {
            spoken = 0;
            speech = pcm;
        });
    }

    /** Sends a telephone-event of 100 ms (RFC 4733) beside the audio. */
    public void press(int event) {
        pacer.execute(() -> {
            int start = timestamp;
            for (int i = 1; i <= 8; i++) {
                boolean end = i > 5;
                ByteBuffer packet = ByteBuffer.allocate(16);
                header(packet, EVENT_PAYLOAD_TYPE, i == 1, start);
                packet.put((byte) event).put((byte) (end ? 0x8A : 0x0A)).putShort((short) (Math.min(i, 5) * FRAME));
                transmit(packet);
            }
        });
    }

    public synchronized long packets() {
        return packets;
    }

    /** Samples heard so far; an index for {@link #heardSince}. */
    public synchronized int heardSamples() {
        return heardSamples;
    }

    public synchronized short[] heardSince(int index) {
        return Arrays.copyOfRange(heard, index, heardSamples);
    }

    /** The digits that came as telephone events. */
    public synchronized String digits() {
        return digits.toString();
    }

    private void send() {
        short[] frame = new short[FRAME];
        for (int i = 0; i < FRAME && toneHz > 0; i++) {
            frame[i] = (short) (10_000 * Math.sin(2 * Math.PI * toneHz * (timestamp + i) / SAMPLE_RATE));
        }
        if (spoken < speech.length) {
            int length = Math.min(FRAME, speech.length - spoken);
            System.arraycopy(speech, spoken, frame, 0, length);
            spoken += length;
        }
        out.clear();
        header(out, 0, false, timestamp);
        encoder.encode(frame, 0, FRAME, out.array(), 12);
        out.position(12 + FRAME);
        timestamp += FRAME;
        transmit(out);
    }

    private void header(ByteBuffer packet, int payloadType, boolean marker, int time) {
        packet.put((byte) 0x80)
                .put((byte) (payloadType | (marker ? 0x80 : 0)))
                .putShort((short) sequence++)
                .putInt(time)
                .putInt(0x5EED);
    }

    private void transmit(ByteBuffer packet) {
        InetSocketAddress to = remote;
        if (to == null) {
            return;
        }
        try {
            socket.send(new DatagramPacket(packet.array(), packet.position(), to));
        } catch (IOException e) {
            // The server has closed its port already: what is sent then is lost, as on any network.
        }
    }

    private void receive() {
        byte[] buffer = new byte[2048];
        short[] pcm = new short[2048];
        while (!socket.isClosed()) {
            DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
            try {
                socket.receive(packet);
            } catch (SocketException e) {
                return;
            } catch (IOException e) {
                continue;
            }
            if (remote == null) {
                remote = (InetSocketAddress) packet.getSocketAddress();
            }
            if (packet.getLength() > 12 && (buffer[1] & 0x7F) == 0) {
                keep(pcm, decoder.decode(buffer, 12, packet.getLength() - 12, pcm, 0));
            } else if (packet.getLength() == 16 && (buffer[1] & 0x7F) == EVENT_PAYLOAD_TYPE) {
                keep(ByteBuffer.wrap(buffer));
            }
        }
    }

    /** Each event has a timestamp of its own. */
    private synchronized void keep(ByteBuffer event) {
        if (event.getInt(4) != eventStart) {
            eventStart = event.getInt(4);
            digits.append("0123456789*#ABCD".charAt(event.get(12)));
        }
    }

    private synchronized void keep(short[] pcm, int samples) {
        packets++;
        if (heardSamples + samples > heard.length) {
            heard = Arrays.copyOf(heard, 2 * heard.length);
        }
        System.arraycopy(pcm, 0, heard, heardSamples, samples);
        heardSamples += samples;
    }

    @Override
    public void close() {
        pacer.shutdownNow();
        socket.close();
    }
}
