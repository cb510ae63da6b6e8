package io.tandem.tool;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;

/** Starts a {@link WebRtcPeer} and asks it for offers, tones and what it heard. One thread. */
public final class WebRtcClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Audio that was heard. */
    public record Heard(int rate, short[] pcm) {
        public double purity(int hertz) {
            return Tones.purity(pcm, rate, hertz);
        }

        public double level() {
            return Tones.rms(pcm);
        }
    }

    private final Process process;
    private final BufferedReader answers;
    private final PrintWriter requests;

    public WebRtcClient() throws IOException {
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        WebRtcPeer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        answers = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        requests = new PrintWriter(process.getOutputStream(), true, StandardCharsets.UTF_8);
    }

    /** An offer of connection {@code peer}, which is made when it is not there, with all its candidates. */
    public String offer(String peer) {
        return ask("offer", peer).path("sdp").asText();
    }

    /** A new offer of a connection that has an answer. */
    public String renewedOffer(String peer, String direction, boolean iceRestart) {
        return ask(request("offer", peer).put("direction", direction).put("restart", iceRestart))
                .path("sdp")
                .asText();
    }

    /** An offer without any candidate. */
    public String earlyOffer(String peer) {
        return ask(request("offer", peer).put("gather", false)).path("sdp").asText();
    }

    /** The candidates of the offer, each an object as browsers write it. */
    public Iterable<JsonNode> candidates(String peer) {
        return ask("candidates", peer).path("candidates");
    }

    public void answer(String peer, String sdp) {
        ask(request("answer", peer).put("sdp", sdp));
    }

    /** A tone into the microphone, 0 for silence. */
    public void say(String peer, int hertz) {
        ask(request("say", peer).put("hertz", hertz));
    }

    public void press(String peer, String digits) {
        ask(request("press", peer).put("digits", digits).put("duration", 200).put("gap", 100));
    }

    /** The last {@code millis} of what came. */
    public Heard hear(String peer, int millis) {
        JsonNode reply = ask(request("hear", peer).put("millis", millis));
        byte[] bytes = Base64.getDecoder().decode(reply.path("pcm").asText());
        short[] pcm = new short[bytes.length / 2];
        ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asShortBuffer().get(pcm);
        return new Heard(reply.path("rate").asInt(), pcm);
    }

    /** What was heard so far does not count any more. */
    public void forget(String peer) {
        ask("forget", peer);
    }

    public String state(String peer) {
        return ask("state", peer).path("state").asText();
    }

    public void close(String peer) {
        ask("close", peer);
    }

    private JsonNode ask(String what, String peer) {
        return ask(request(what, peer));
    }

    private JsonNode ask(ObjectNode request) {
        requests.println(request);
        try {
            String line = answers.readLine();
            // The library writes lines of its own.
            while (line != null && !line.startsWith("{")) {
                line = answers.readLine();
            }
            if (line == null) {
                throw new IllegalStateException("the WebRTC peer ended");
            }
            JsonNode reply = JSON.readTree(line);
            if (reply.has("error")) {
                throw new IllegalStateException(reply.path("error").asText());
            }
            return reply;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static ObjectNode request(String what, String peer) {
        return JSON.createObjectNode().put("do", what).put("peer", peer);
    }

    /** Ends the process without a word to its far ends, as a browser that crashes. */
    public void kill() {
        process.destroyForcibly();
    }

    @Override
    public void close() {
        kill();
    }
}
