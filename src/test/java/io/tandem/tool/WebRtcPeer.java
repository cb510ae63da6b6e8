package io.tandem.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.onvoid.webrtc.PeerConnectionFactory;
import dev.onvoid.webrtc.media.audio.HeadlessAudioDeviceModule;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * A WebRTC caller in a process of its own, so that a fault of the native library ends it and no test. Reads requests from standard input and
 * answers each with one line, both JSON: {@code {"do": "offer", "peer": "a"}}. {@link WebRtcClient} is the other end.
 */
public final class WebRtcPeer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final PeerConnectionFactory factory;
    private final Map<String, PeerLine> lines = new HashMap<>();

    private WebRtcPeer() {
        HeadlessAudioDeviceModule audio = new HeadlessAudioDeviceModule();
        audio.initPlayout();
        audio.startPlayout();
        factory = new PeerConnectionFactory(audio);
    }

    public static void main(String[] arguments) throws IOException {
        WebRtcPeer peer = new WebRtcPeer();
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String request = in.readLine(); request != null; request = in.readLine()) {
            System.out.println(peer.answer(request));
        }
        // The library's threads would keep it.
        Runtime.getRuntime().halt(0);
    }

    private String answer(String request) {
        ObjectNode reply = JSON.createObjectNode();
        try {
            carryOut(JSON.readTree(request), reply);
        } catch (Exception | Error e) {
            reply.put("error", e.toString());
        }
        return reply.toString();
    }

    private void carryOut(JsonNode request, ObjectNode reply) throws Exception {
        String name = request.path("peer").asText();
        PeerLine line = lines.get(name);
        if (line == null) {
            line = new PeerLine(factory);
            lines.put(name, line);
        }
        switch (request.path("do").asText()) {
            case "offer" ->
                reply.put(
                        "sdp",
                        line.offer(
                                request.path("restart").asBoolean(),
                                request.path("direction").asText("sendrecv"),
                                request.path("gather").asBoolean(true)));
            case "answer" -> line.answer(request.path("sdp").asText());
            case "candidates" ->
                line.candidates().forEach(candidate -> reply.withArray("candidates")
                        .addObject()
                        .put("candidate", candidate.sdp)
                        .put("sdpMid", candidate.sdpMid)
                        .put("sdpMLineIndex", candidate.sdpMLineIndex));
            case "say" -> line.say(request.path("hertz").asInt());
            case "hear" -> {
                PeerLine.Heard heard = line.hear(request.path("millis").asInt());
                reply.put("rate", heard.rate()).put("pcm", Base64.getEncoder().encodeToString(heard.pcm()));
            }
            case "forget" -> line.forget();
            case "press" ->
                line.press(
                        request.path("digits").asText(),
                        request.path("duration").asInt(),
                        request.path("gap").asInt());
            case "state" -> reply.put("state", line.state());
            case "close" -> lines.remove(name).close();
            default -> throw new IllegalArgumentException(request.toString());
        }
    }
}
