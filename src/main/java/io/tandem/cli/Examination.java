package io.tandem.cli;

import io.tandem.cli.Finding.Grade;
import io.tandem.config.Settings;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.media.MediaSettings;
import io.tandem.media.webrtc.WebRtcLibrary;
import io.tandem.speech.vad.VadEngines;
import io.tandem.store.StoreProbe;
import io.tandem.store.StoreSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What `doctor` looks at: libraries, models, ports, kernel limits, folders. Opens and closes, changes nothing. */
final class Examination {
    private static final Path RECEIVE_LIMIT = Path.of("/proc/sys/net/core/rmem_max");

    private Examination() {}

    static List<Finding> of(Settings settings) {
        List<Finding> findings = new ArrayList<>();
        findings.add(Finding.ok(
                "Java", Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " cores"));
        findings.add(webRtc());
        findings.add(vad(settings));
        findings.add(new Finding(
                Grade.MISSING, "speech synthesis", "not part of this version; prompts are played from files", ""));
        findings.add(new Finding(Grade.MISSING, "transcription", "not part of this version", ""));
        ports(settings, findings);
        findings.add(receiveBuffer(settings.sip().udpBuffer()));
        settings.playback().folders().forEach(folder -> findings.add(promptFolder(folder)));
        findings.add(recordingFolder(settings.recording().folder()));
        findings.add(store(settings.store()));
        return findings;
    }

    private static Finding webRtc() {
        return WebRtcLibrary.whyUnavailable()
                .map(why -> new Finding(Grade.MISSING, "WebRTC library", why, WebRtcLibrary.REMEDY))
                .orElseGet(() -> Finding.ok("WebRTC library", "loads"));
    }

    private static Finding vad(Settings settings) {
        String state;
        try (VadEngines engines = VadEngines.open(settings.vad())) {
            state = engines.describe();
        }
        Path model = settings.vad().model();
        if (Files.isRegularFile(model) || state.startsWith("silero")) {
            return Finding.ok("voice activity", state);
        }
        return new Finding(
                Grade.MISSING,
                "voice activity",
                state,
                "put silero_vad.onnx (Silero VAD, 16 kHz) at " + model.toAbsolutePath() + " or set TANDEM_VAD_MODEL");
    }

    private static void ports(Settings settings, List<Finding> findings) {
        SipSettings sip = settings.sip();
        if (sip.transports().contains("udp")) {
            findings.add(port("SIP UDP", sip.host(), sip.port(), true));
        }
        if (sip.transports().contains("tcp")) {
            findings.add(port("SIP TCP", sip.host(), sip.port(), false));
        }
        findings.add(port("HTTP", settings.http().host(), settings.http().port(), false));
        MediaSettings.Rtp rtp = settings.media().rtp();
        int ports = rtp.portEnd() - rtp.portStart() + 1;
        String range = rtp.host() + ":" + rtp.portStart() + "–" + rtp.portEnd();
        Finding first = port("RTP ports", rtp.host(), rtp.portStart(), true);
        findings.add(
                first.grade() == Grade.OK
                        ? Finding.ok("RTP ports", range + ": room for " + ports / 2 + " calls")
                        : new Finding(
                                Grade.WARNING,
                                "RTP ports",
                                first.state() + "; others of " + range + " may be free",
                                "choose a range that nobody else uses (tandem.media.rtp.port-start, port-end)"));
    }

    private static Finding port(String what, String host, int port, boolean udp) {
        InetSocketAddress address = new InetSocketAddress(host, port);
        try {
            if (udp) {
                new DatagramSocket(address).close();
            } else {
                new ServerSocket(port, 1, address.getAddress()).close();
            }
            return Finding.ok(what, host + ":" + port + " is free");
        } catch (IOException e) {
            return new Finding(
                    Grade.FATAL,
                    what,
                    host + ":" + port + ": " + e.getMessage(),
                    "end what uses it (ss -tulpn), or choose another port or address");
        }
    }

    private static Finding receiveBuffer(int wanted) {
        try {
            long limit = Long.parseLong(Files.readString(RECEIVE_LIMIT).strip());
            if (limit >= wanted) {
                return Finding.ok("net.core.rmem_max", limit + " bytes");
            }
            return new Finding(
                    Grade.WARNING,
                    "net.core.rmem_max",
                    limit + " bytes; SIP asks for " + wanted + " and loses messages in bursts with less",
                    "sysctl -w net.core.rmem_max=" + wanted);
        } catch (IOException | NumberFormatException e) {
            return Finding.ok("net.core.rmem_max", "not told by this system");
        }
    }

    private static Finding promptFolder(Path folder) {
        return Files.isDirectory(folder)
                ? Finding.ok("prompts", folder.toAbsolutePath().toString())
                : new Finding(
                        Grade.MISSING,
                        "prompts",
                        folder.toAbsolutePath() + " is no folder: `play` finds http(s) and tandem: sources only",
                        "make it, or set tandem.playback.folders");
    }

    private static Finding store(StoreSettings store) {
        if (!store.enabled()) {
            return new Finding(Grade.MISSING, "call records", "none are kept", "set tandem.store.url");
        }
        return StoreProbe.fault(store)
                .map(why -> new Finding(
                        Grade.WARNING,
                        "call records",
                        store.database() + ": " + why + "; calls go on, records wait",
                        "start the database, or see tandem.store"))
                .orElseGet(() -> Finding.ok("call records", store.database()));
    }

    private static Finding recordingFolder(Path folder) {
        Path existing = folder.toAbsolutePath();
        while (existing.getParent() != null && !Files.exists(existing)) {
            existing = existing.getParent();
        }
        return Files.isDirectory(existing) && Files.isWritable(existing)
                ? Finding.ok("recordings", folder.toAbsolutePath().toString())
                : new Finding(
                        Grade.WARNING,
                        "recordings",
                        folder.toAbsolutePath() + " cannot be written",
                        "make it writable, or set tandem.recording.folder");
    }
}
