package io.tandem;

import io.tandem.control.activecall.ActiveCallRoutes;
import io.tandem.http.StatusSource;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;

/** The sections of `GET /status`. */
final class StatusSections {
    private StatusSections() {}

    static List<StatusSource> of(Node.Parts parts, ActiveCallRoutes control) {
        Instant start = Instant.now();
        return List.of(
                section(
                        "node",
                        () -> Map.of(
                                "version", version(),
                                "java", Runtime.version().toString(),
                                "uptimeSeconds",
                                        Duration.between(start, Instant.now()).toSeconds(),
                                "draining", parts.draining().get())),
                section(
                        "calls",
                        () -> Map.of(
                                "running", parts.runningCalls().get(),
                                "max", parts.settings().calls().max())),
                section("media", () -> parts.engine().load()),
                section("webrtc", () -> parts.webRtc().load()),
                section("sip", () -> parts.sip().load()),
                section("control", control::load),
                section(
                        "vad",
                        () -> Map.of(
                                "engine", parts.vad().describe(),
                                "droppedWindows", parts.vad().droppedWindows())),
                section("bridge", () -> parts.exchange().load()),
                section(
                        "recording",
                        () -> Map.of("droppedSlots", parts.recordings().droppedSlots())),
                section("store", () -> parts.records().load()));
    }

    /** The version of the jar, or a word for a build that is run from its classes. */
    static String version() {
        return Objects.requireNonNullElse(Tandem.class.getPackage().getImplementationVersion(), "(unpackaged build)");
    }

    private static StatusSource section(String name, Supplier<Object> value) {
        return new StatusSource() {
            @Override
            public String section() {
                return name;
            }

            @Override
            public Object status() {
                return value.get();
            }
        };
    }
}
