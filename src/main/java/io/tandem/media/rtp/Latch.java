package io.tandem.media.rtp;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Decides which source of packets is the remote party (symmetric RTP, RFC 4961; profile row 5.5). Packets from the SDP address are
 * taken at once; another source becomes the remote only if that is allowed, after {@value #GOOD_PACKETS} packets in sequence with an
 * agreed payload type, and within five seconds of the first packet. After that every other source is a stranger.
 */
public final class Latch {
    static final int GOOD_PACKETS = 3;
    private static final long WINDOW_NANOS = 5_000_000_000L;

    private @Nullable InetSocketAddress remote;
    private boolean settled;
    private boolean started;
    private long windowEnd;

    private @Nullable SocketAddress candidate;
    private long candidateSsrc;
    private int nextSequence;
    private int good;
    private long strangers;

    /**
     * @param sdpAddress where the far end said it is, null when it did not
     * @param othersAllowed whether another source may become the remote
     */
    public Latch(@Nullable InetSocketAddress sdpAddress, boolean othersAllowed) {
        this.remote = sdpAddress;
        this.settled = !othersAllowed;
    }

    /** Where to send to, null while unknown. */
    public @Nullable InetSocketAddress remote() {
        return remote;
    }

    /** Whether the remote is final: the socket may be connected to it. */
    public boolean settled() {
        return settled;
    }

    /** Packets of sources that were not taken. */
    public long strangers() {
        return strangers;
    }

    /**
     * Judges the source of a well-formed packet.
     *
     * @param agreed whether its payload type is agreed
     * @return whether the packet is the remote party's
     */
    public boolean accept(SocketAddress source, RtpPacket packet, boolean agreed, long now) {
        boolean known = source == remote || source.equals(remote);
        if (settled) {
            return known || stranger();
        }
        if (!started) {
            started = true;
            windowEnd = now + WINDOW_NANOS;
        }
        if (remote != null && now - windowEnd >= 0) {
            settled = true;
            return known || stranger();
        }
        if (provesItself(source, packet, agreed)) {
            settled = true;
            remote = (InetSocketAddress) source;
            return true;
        }
        return known || stranger();
    }

    private boolean provesItself(SocketAddress source, RtpPacket packet, boolean agreed) {
        boolean follows = source.equals(candidate)
                && packet.ssrc() == candidateSsrc
                && packet.sequence() == nextSequence
                && agreed;
        good = follows ? good + 1 : agreed ? 1 : 0;
        candidate = source;
        candidateSsrc = packet.ssrc();
        nextSequence = packet.sequence() + 1 & 0xffff;
        return good >= GOOD_PACKETS;
    }

    private boolean stranger() {
        strangers++;
        return false;
    }
}
