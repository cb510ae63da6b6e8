package io.tandem.media;

import io.tandem.media.rtp.RtpPorts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The media engine on plain threads: half of the cores, each with its own selector. Thread-safe. */
public final class MediaLoops implements MediaEngine {
    private final MediaSettings settings;
    private final List<MediaLoop> loops;
    private final RtpPorts ports;
    private final long unixNanosAtZero;

    private MediaLoops(MediaSettings settings, NanoClock clock) throws IOException {
        this.settings = settings;
        MediaSettings.Rtp rtp = settings.rtp();
        this.ports = new RtpPorts(
                InetAddress.getByName(rtp.host()),
                rtp.portStart(),
                rtp.portEnd(),
                rtp.portRest().toNanos(),
                clock::nanoTime);
        this.unixNanosAtZero = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis()) - clock.nanoTime();
        this.loops = new ArrayList<>();
        int count = settings.loops() > 0
                ? settings.loops()
                : Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        for (int i = 0; i < count; i++) {
            loops.add(new MediaLoop("media-" + i, clock));
        }
    }

    /**
     * Starts the threads.
     *
     * @throws UncheckedIOException when the host does not resolve or no selector can be had
     */
    public static MediaLoops start(MediaSettings settings) {
        return start(settings, NanoClock.SYSTEM);
    }

    static MediaLoops start(MediaSettings settings, NanoClock clock) {
        try {
            MediaLoops engine = new MediaLoops(settings, clock);
            engine.loops.forEach(MediaLoop::start);
            return engine;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public MediaSession open(MediaListener listener) {
        MediaLoop loop =
                loops.stream().min(Comparator.comparingInt(MediaLoop::sessions)).orElseThrow();
        LoopSession session = new LoopSession(loop, listener);
        loop.add(session.chain());
        return session;
    }

    @Override
    public RtpEndpoint openRtp() {
        RtpPorts.Pair pair = ports.open()
                .orElseThrow(() -> new PortsExhaustedException("RTP ports "
                        + settings.rtp().portStart() + "-" + settings.rtp().portEnd() + ": none free, " + ports.inUse()
                        + " pairs in use (expected: fewer calls or a wider tandem.media.rtp range)"));
        return new SocketEndpoint(ports, pair, settings, unixNanosAtZero);
    }

    @Override
    public boolean overloaded() {
        return latenessP99Millis() > settings.overloadLateness().toNanos() / 1e6;
    }

    @Override
    public Load load() {
        return new Load(
                loops.size(),
                loops.stream().mapToInt(MediaLoop::sessions).sum(),
                ports.inUse(),
                ports.free(),
                latenessP99Millis(),
                loops.stream().mapToLong(MediaLoop::overruns).sum());
    }

    @Override
    public void close() {
        loops.forEach(MediaLoop::close);
    }

    private double latenessP99Millis() {
        return loops.stream().mapToDouble(MediaLoop::latenessP99Millis).max().orElse(0);
    }
}
