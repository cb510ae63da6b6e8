package io.tandem;

import io.tandem.control.console.NodeView;
import io.tandem.media.webrtc.WebRtcEngine;
import io.tandem.store.StoreLoad;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the console shows of the node. */
final class ConsoleView implements NodeView {

    /** Something the node can do, or cannot, and why. */
    record Feature(String name, boolean on, String why) {}

    private static final String LATER = "not part of this version";

    private final Node.Parts parts;
    private final Instant start = Instant.now();

    ConsoleView(Node.Parts parts) {
        this.parts = parts;
    }

    @Override
    public Map<String, Object> node() {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("version", StatusSections.version());
        node.put("uptimeSeconds", Duration.between(start, Instant.now()).toSeconds());
        node.put("draining", parts.draining().get());
        node.put("running", parts.runningCalls().get());
        node.put("max", parts.settings().calls().max());
        node.put("media", parts.engine().load());
        node.put("features", features());
        return node;
    }

    @Override
    public List<TrunkRow> trunks() {
        Map<String, Integer> calls = parts.sip().load().callsByTrunk();
        return parts.settings().sip().trunks().stream()
                .map(trunk -> new TrunkRow(
                        trunk.name(),
                        trunk.sources().stream()
                                .map(source -> source.network().getHostAddress() + "/" + source.prefix())
                                .toList(),
                        trunk.nat(),
                        calls.getOrDefault(trunk.name(), 0),
                        trunk.maxCalls(),
                        trunk.callsPerSecond()))
                .toList();
    }

    private List<Feature> features() {
        WebRtcEngine.Load webRtc = parts.webRtc().load();
        StoreLoad store = parts.records().load();
        return List.of(
                new Feature(
                        "WebRTC", webRtc.available(), webRtc.available() ? "/webrtc and /call/webrtc" : webRtc.why()),
                new Feature("voice activity", true, parts.vad().describe()),
                new Feature("call records", store.available(), store.why() == null ? store.database() : store.why()),
                new Feature("speech synthesis", false, LATER),
                new Feature("transcription", false, LATER));
    }
}
