package io.tandem;

import io.tandem.config.Settings;
import io.tandem.store.StoreLoad;
import java.util.ArrayList;
import java.util.List;

/** What a person sees when a node has started: where to reach it, what is on or off, and why. */
final class Banner {
    private Banner() {}

    static String of(Node node) {
        Settings settings = node.parts().settings();
        List<String> lines = new ArrayList<>();
        lines.add("Tandem " + StatusSections.version() + " is up");
        lines.add("  SIP        sip:" + settings.sip().host() + ":" + node.sipPort() + " ("
                + String.join(", ", settings.sip().transports()) + "), "
                + settings.sip().trunks().size() + " trunks, "
                + settings.sip().routes().size() + " routes");
        lines.add("  HTTP       " + settings.http().scheme() + "://"
                + settings.http().host() + ":" + node.httpPort()
                + "/  (web phone, /console, WebSocket /call and /ws, /status, /health/ready, /metrics)");
        lines.add("  RTP        " + settings.media().rtp().host() + " ports "
                + settings.media().rtp().portStart() + "-"
                + settings.media().rtp().portEnd() + ", "
                + node.parts().engine().load().loops() + " media loop(s)");
        lines.add("  VAD        " + node.parts().vad().describe());
        lines.add("  WebRTC     " + node.parts().webRtc().whyUnavailable().orElse("/webrtc and /call/webrtc"));
        lines.add("  handler    " + handler(settings));
        lines.add("  recordings " + settings.recording().folder().toAbsolutePath());
        lines.add("  records    " + records(node.parts().records().load()));
        lines.add("  off        speech synthesis, transcription: not part of this version");
        node.parts().sip().notices().forEach(notice -> lines.add("  note       " + notice));
        lines.add("  try it     the web phone, or call sip:demo@"
                + settings.sip().host() + ":" + node.sipPort() + " with any softphone");
        return String.join(System.lineSeparator(), lines);
    }

    private static String records(StoreLoad store) {
        return store.why() == null ? store.database() : store.database() + ": " + store.why() + "; calls go on";
    }

    private static String handler(Settings settings) {
        return settings.handler().type() + " for calls that no route claims";
    }
}
