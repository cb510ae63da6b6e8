package io.tandem;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.tandem.control.activecall.ActiveCallRoutes;

/** What `/metrics` shows. Values are read when they are asked for. */
final class Metrics {
    private Metrics() {}

    static PrometheusMeterRegistry of(Node.Parts parts, ActiveCallRoutes control) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new ProcessorMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        Gauge.builder("tandem.calls", parts.runningCalls(), Number::doubleValue)
                .description("calls that run")
                .register(registry);
        Gauge.builder("tandem.media.sessions", parts.engine(), engine -> engine.load()
                        .sessions())
                .description("media sessions on the loops")
                .register(registry);
        Gauge.builder("tandem.media.ports", parts.engine(), engine -> engine.load()
                        .portsInUse())
                .description("RTP port pairs in use")
                .register(registry);
        Gauge.builder("tandem.media.lateness.p99", parts.engine(), engine -> engine.load()
                        .latenessP99Millis())
                .description("p99 of tick lateness over 2 s, worst loop")
                .baseUnit("milliseconds")
                .register(registry);
        FunctionCounter.builder("tandem.media.overruns", parts.engine(), engine -> engine.load()
                        .overruns())
                .description("slots that were skipped because a loop ran late")
                .register(registry);
        Gauge.builder("tandem.webrtc.connections", parts.webRtc(), engine -> engine.load()
                        .connections())
                .description("WebRTC peer connections")
                .register(registry);
        FunctionCounter.builder("tandem.webrtc.closed", parts.webRtc(), engine -> engine.load()
                        .closed())
                .description(
                        "WebRTC peer connections that were closed; the process is to be replaced after recycle-after")
                .register(registry);
        FunctionCounter.builder("tandem.webrtc.lost", parts.webRtc(), engine -> engine.load()
                        .lostFrames())
                .description("10 ms frames of received audio that a media loop was too late for")
                .register(registry);
        Gauge.builder("tandem.sip.legs", parts.sip(), sip -> sip.load().legs())
                .description("SIP legs that exist")
                .register(registry);
        FunctionCounter.builder("tandem.sip.retransmissions", parts.sip(), sip -> sip.load()
                        .retransmissions())
                .description("2xx that had to be sent again")
                .register(registry);
        FunctionCounter.builder("tandem.vad.dropped", parts.vad(), vad -> vad.droppedWindows())
                .description("windows that no model saw because its queue was full")
                .register(registry);
        FunctionCounter.builder("tandem.recording.dropped", parts.recordings(), recordings -> recordings.droppedSlots())
                .description("20 ms slots recorded as silence because the disk was behind")
                .register(registry);
        Gauge.builder("tandem.store.waiting", parts.records(), records -> records.load()
                        .waiting())
                .description("call records in memory that are not written yet")
                .register(registry);
        FunctionCounter.builder("tandem.store.written", parts.records(), records -> records.load()
                        .written())
                .description("call records written")
                .register(registry);
        FunctionCounter.builder("tandem.control.malformed", control, routes -> routes.load()
                        .malformed())
                .description("frames of controllers that were no command, or too large")
                .register(registry);
        FunctionCounter.builder("tandem.control.missed", control, routes -> routes.load()
                        .missedEvents())
                .description("events that slow controllers never got")
                .register(registry);
        FunctionCounter.builder("tandem.control.dropped", control, routes -> routes.load()
                        .droppedFrames())
                .description("audio frames that slow controllers never got")
                .register(registry);
        return registry;
    }
}
