package io.tandem.bench;

import io.tandem.config.Configuration;
import io.tandem.config.Sources;
import io.tandem.media.MediaFact;
import io.tandem.media.MediaFact.Statistics;
import io.tandem.media.MediaLoops;
import io.tandem.media.MediaSession;
import io.tandem.media.MediaSettings;
import io.tandem.media.RtpEndpoint;
import io.tandem.media.RtpEndpoint.Latching;
import io.tandem.media.codec.Codecs;
import io.tandem.media.sdp.NegotiatedMedia;
import io.tandem.speech.playback.Echoes;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The media engine under load, without signalling: N echoing sessions on RTP, with the configuration of a node. Arguments: number of
 * sessions, first port of the driver (session i talks to 127.0.0.1, port + i). Prints one {@code 127.0.0.1:port} a session and {@code ready}.
 * On standard input {@code mark} starts a period and {@code report} is answered by a line of JSON about it; end of input ends it.
 */
public final class EchoServer {
    private static final String MEDIA_THREADS = "media-";
    private static final Statistics NOTHING = new Statistics("", 0, 0, 0, 0, 0, 0, 0, 0, null);

    private final MediaLoops engine;
    private final AtomicReferenceArray<Statistics> latest;
    private final List<MediaSession> sessions = new ArrayList<>();
    private final long heapBefore = ProcessFigures.liveHeap();
    private final long residentBefore = ProcessFigures.resident();
    private long packetsBefore;
    private long allocatedBefore;

    private EchoServer(MediaSettings settings, int sessionCount) throws IOException {
        engine = MediaLoops.start(settings);
        latest = new AtomicReferenceArray<>(sessionCount);
    }

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: EchoServer <sessions> <first port of the driver>");
            System.exit(2);
        }
        if (!(Configuration.read(Sources.ofProcess()) instanceof Configuration.Valid valid)) {
            throw new IOException("configuration is not valid: run `tandem check`");
        }
        int count = Integer.parseInt(args[0]);
        EchoServer server = new EchoServer(valid.settings().media(), count);
        for (int i = 0; i < count; i++) {
            System.out.println(server.open(i, Integer.parseInt(args[1]) + i));
        }
        System.out.println("ready");
        server.answerQuestions();
        server.engine.close();
    }

    private String open(int index, int remotePort) {
        InetAddress loopback = InetAddress.getLoopbackAddress();
        InetSocketAddress remote = new InetSocketAddress(loopback, remotePort);
        MediaSession session = engine.open(fact -> onFact(index, fact));
        RtpEndpoint endpoint = engine.openRtp();
        NegotiatedMedia media = new NegotiatedMedia(
                remote, null, false, Codecs.PCMU, 0, Map.of(0, Codecs.PCMU), -1, -1, 20, -1, true, true);
        endpoint.negotiated(media, Latching.AUTO, loopback);
        session.attach(endpoint);
        Echoes.start(session);
        sessions.add(session);
        return endpoint.local().getAddress().getHostAddress() + ":"
                + endpoint.local().getPort();
    }

    private void onFact(int index, MediaFact fact) {
        if (fact instanceof Statistics statistics) {
            latest.set(index, statistics);
        }
    }

    private void answerQuestions() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            switch (question) {
                case "mark" -> mark();
                case "report" -> System.out.println(report());
                default -> System.err.println(question + " (expected: mark or report)");
            }
        }
    }

    private void mark() {
        allocatedBefore = ProcessFigures.allocatedBy(MEDIA_THREADS);
        packetsBefore = packets();
    }

    /** Both directions; each session's count is up to a second old. */
    private long packets() {
        long packets = 0;
        for (int i = 0; i < latest.length(); i++) {
            Statistics statistics = latest.get(i) == null ? NOTHING : latest.get(i);
            packets += statistics.packetsReceived() + statistics.packetsSent();
        }
        return packets;
    }

    private String report() throws IOException {
        long packets = packets() - packetsBefore;
        long allocated = ProcessFigures.allocatedBy(MEDIA_THREADS) - allocatedBefore;
        double perCall = 1.0 / 1024 / sessions.size();
        return String.format(
                Locale.ROOT,
                "{\"sessions\":%d,\"packets\":%d,\"mediaBytesPerPacket\":%.1f,\"heapKibPerCall\":%.1f,"
                        + "\"residentKibPerCall\":%.1f,\"lateP99Millis\":%.2f,\"overruns\":%d}",
                sessions.size(),
                packets,
                (double) allocated / Math.max(1, packets),
                (ProcessFigures.liveHeap() - heapBefore) * perCall,
                (ProcessFigures.resident() - residentBefore) * perCall,
                engine.load().latenessP99Millis(),
                engine.load().overruns());
    }
}
