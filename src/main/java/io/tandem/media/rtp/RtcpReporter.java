package io.tandem.media.rtp;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * The RTCP of one leg: a compound SR or RR with SDES every few seconds, BYE at the end, round trip from what the far end reports (RFC 3550 §6). Single-threaded.
 */
public final class RtcpReporter {
    private static final long NTP_UNIX_SECONDS = 2_208_988_800L;
    private static final long NANOS = 1_000_000_000;
    private static final int MAX_BYTES = 128;
    private static final int CNAME = 1;

    private final RtpSender sender;
    private final RtpReceiver receiver;
    private final long intervalNanos;
    private final long unixNanosAtZero;
    private final Random random;
    private final byte[] cname;
    private final RtcpReader reader = new RtcpReader();
    private final byte[] out = new byte[MAX_BYTES];
    private int length;

    private boolean scheduled;
    private long due;
    private long packetsAtLastReport;
    private boolean anySenderReport;
    private long lastSenderNtpMiddle;
    private long lastSenderArrival;
    private double roundTripMillis;
    private boolean anyReportOnUs;
    private long sentAtReport;
    private long lostAtReport;
    private long jitterAtReport;

    /**
     * @param intervalNanos mean time between reports; each one is drawn from half to one and a half of it
     * @param unixNanosAtZero wall-clock time in nanoseconds since 1970 when the monotonic clock reads zero
     */
    public RtcpReporter(
            RtpSender sender, RtpReceiver receiver, long intervalNanos, long unixNanosAtZero, Random random) {
        this.sender = sender;
        this.receiver = receiver;
        this.intervalNanos = intervalNanos;
        this.unixNanosAtZero = unixNanosAtZero;
        this.random = random;
        // A random name says nothing about this host and is unique (RFC 7022 §4.2).
        this.cname = Long.toHexString(random.nextLong()).getBytes(StandardCharsets.US_ASCII);
    }

    /** Whether a report is due; if so, the next one is drawn. */
    public boolean due(long now) {
        if (scheduled && now - due < 0) {
            return false;
        }
        boolean first = !scheduled;
        scheduled = true;
        due = now + intervalNanos / 2 + (long) (random.nextDouble() * intervalNanos);
        return !first;
    }

    /** Writes a report into {@link #bytes}; answers its length. */
    public int report(long now) {
        length = 0;
        if (sender.packets() > packetsAtLastReport) {
            senderReport(now);
        } else {
            header(RtcpReader.RECEIVER_REPORT, blocks(), 1 + blocks() * RtcpReader.REPORT_BLOCK_BYTES / 4);
            put32(sender.ssrc());
        }
        packetsAtLastReport = sender.packets();
        reportBlock(now);
        sourceDescription();
        return length;
    }

    /** Writes the last report, with BYE; answers its length. */
    public int goodbye(long now) {
        report(now);
        header(RtcpReader.BYE, 1, 1);
        put32(sender.ssrc());
        return length;
    }

    /** What {@link #report} and {@link #goodbye} wrote. */
    public byte[] bytes() {
        return out;
    }

    /** Takes a datagram of the far end; answers false when it is no RTCP. */
    public boolean accept(byte[] datagram, int size, long now) {
        if (!reader.parse(datagram, size, sender.ssrc())) {
            return false;
        }
        if (reader.hasSenderReport()) {
            anySenderReport = true;
            lastSenderNtpMiddle = reader.senderNtpMiddle();
            lastSenderArrival = now;
        }
        if (reader.hasReportOnUs()) {
            anyReportOnUs = true;
            sentAtReport = sender.packets();
            lostAtReport = Math.max(0, reader.packetsLost());
            jitterAtReport = reader.jitter();
            roundTrip(now);
        }
        return true;
    }

    /** Round-trip time in milliseconds, 0 while unknown. */
    public double roundTripMillis() {
        return roundTripMillis;
    }

    /** What the far end last said of our audio, null while it has said nothing; {@code clockRate} in Hz is that of what we send. */
    public @Nullable ReceptionReport farEnd(int clockRate) {
        return anyReportOnUs
                ? new ReceptionReport(sentAtReport, lostAtReport, jitterAtReport * 1000.0 / clockRate)
                : null;
    }

    private void roundTrip(long now) {
        if (reader.lastSenderReport() == 0) {
            return;
        }
        int units =
                (int) (ntp(now) >> 16) - (int) reader.lastSenderReport() - (int) reader.delaySinceLastSenderReport();
        if (units >= 0) {
            roundTripMillis = units * 1000.0 / 65_536;
        }
    }

    private void senderReport(long now) {
        header(RtcpReader.SENDER_REPORT, blocks(), 6 + blocks() * RtcpReader.REPORT_BLOCK_BYTES / 4);
        put32(sender.ssrc());
        long ntp = ntp(now);
        put32(ntp >>> 32);
        put32(ntp);
        put32(sender.timestamp());
        put32(sender.packets());
        put32(sender.octets());
    }

    private int blocks() {
        return receiver.statistics().any() ? 1 : 0;
    }

    private void reportBlock(long now) {
        if (blocks() == 0) {
            return;
        }
        ReceptionStatistics statistics = receiver.statistics();
        put32(receiver.ssrc());
        put32((long) statistics.takeFractionLost() << 24 | Math.min(statistics.lost(), 0x7f_ffff));
        put32(statistics.highest());
        put32(statistics.jitter());
        put32(anySenderReport ? lastSenderNtpMiddle : 0);
        put32(anySenderReport ? (now - lastSenderArrival) * 65_536 / NANOS : 0);
    }

    private void sourceDescription() {
        int text = 4 + 2 + cname.length;
        int padded = (text + 4) / 4 * 4;
        header(RtcpReader.SOURCE_DESCRIPTION, 1, padded / 4);
        put32(sender.ssrc());
        out[length] = CNAME;
        out[length + 1] = (byte) cname.length;
        System.arraycopy(cname, 0, out, length + 2, cname.length);
        for (int i = length + text - 4; i < length + padded - 4; i++) {
            out[i] = 0;
        }
        length += padded - 4;
    }

    private void header(int type, int count, int words) {
        out[length] = (byte) (2 << 6 | count);
        out[length + 1] = (byte) type;
        RtpPacket.put16(out, length + 2, words);
        length += 4;
    }

    private void put32(long value) {
        RtpPacket.put32(out, length, value);
        length += 4;
    }

    private long ntp(long now) {
        long unixNanos = unixNanosAtZero + now;
        long fraction = (unixNanos % NANOS << 32) / NANOS;
        return unixNanos / NANOS + NTP_UNIX_SECONDS << 32 | fraction;
    }
}
