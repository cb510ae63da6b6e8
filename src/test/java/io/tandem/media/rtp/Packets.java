package io.tandem.media.rtp;

/** Builds RTP datagrams for tests. */
final class Packets {
    private Packets() {}

    static byte[] datagram(int payloadType, int sequence, long timestamp, long ssrc, byte[] payload) {
        byte[] out = new byte[RtpPacket.HEADER_BYTES + payload.length];
        RtpPacket.writeHeader(out, payloadType, false, sequence, timestamp, ssrc);
        System.arraycopy(payload, 0, out, RtpPacket.HEADER_BYTES, payload.length);
        return out;
    }

    static RtpPacket packet(int payloadType, int sequence, long timestamp, long ssrc, byte[] payload) {
        byte[] bytes = datagram(payloadType, sequence, timestamp, ssrc, payload);
        RtpPacket packet = new RtpPacket();
        if (!packet.parse(bytes, bytes.length)) {
            throw new IllegalStateException("test packet does not parse");
        }
        return packet;
    }

    static RtpPacket event(int sequence, long timestamp, int event, boolean end, int duration) {
        byte[] payload = {(byte) event, (byte) (end ? 0x8a : 0x0a), (byte) (duration >> 8), (byte) duration};
        return packet(101, sequence, timestamp, 1, payload);
    }
}
