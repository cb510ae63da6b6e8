package io.tandem.config;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import io.tandem.bridge.BridgeSettings;
import io.tandem.call.CallSettings;
import io.tandem.control.activecall.ActiveCallSettings;
import io.tandem.frontend.sip.settings.SipSettings;
import java.time.Duration;

/** Reads the merged configuration, one small reader a package. */
final class SettingsReader {
    private static final String ROOT = "tandem";

    private SettingsReader() {}

    static Configuration read(Sources sources) {
        Faults faults = new Faults();
        Config merged = new Layers(sources, faults).merged();
        if (!merged.isResolved()) {
            return new Configuration.Invalid(faults.all());
        }
        Settings settings = settings(merged, faults);
        return faults.isEmpty() ? new Configuration.Valid(settings, merged) : new Configuration.Invalid(faults.all());
    }

    private static Settings settings(Config merged, Faults faults) {
        try (Section tandem = new Section(ROOT, root(merged, faults), faults)) {
            SipSettings sip = SipReader.read(tandem.section("sip"));
            ActiveCallSettings activeCall = ActiveCallReader.read(tandem.section("active-call"));
            return new Settings(
                    HttpReader.read(tandem.section("http")),
                    sip,
                    MediaReader.read(tandem.section("media"), sip.host()),
                    WebRtcReader.read(tandem.section("webrtc")),
                    SpeechReader.vad(tandem.section("vad")),
                    SpeechReader.playback(tandem.section("playback")),
                    SpeechReader.recording(tandem.section("recording")),
                    StoreReader.read(tandem.section("store")),
                    bridge(tandem.section("bridge")),
                    HandlerReader.read(tandem.section("handler")),
                    AgentsReader.read(tandem),
                    maxPhonePages(tandem.section("phones")),
                    activeCall,
                    calls(tandem.section("calls"), activeCall.maxQueuedCommands()),
                    tandem.duration("shutdown-timeout", Duration.ZERO, Duration.ofDays(1)),
                    merged.withoutPath(ROOT));
        }
    }

    private static Config root(Config merged, Faults faults) {
        try {
            return merged.getConfig(ROOT);
        } catch (ConfigException e) {
            faults.add(merged.getValue(ROOT), ROOT, "a section {…}");
            return ConfigFactory.empty();
        }
    }

    private static int maxPhonePages(Section given) {
        try (Section section = given) {
            return section.integer("max-pages", 1, 100_000);
        }
    }

    private static BridgeSettings bridge(Section given) {
        try (Section section = given) {
            return new BridgeSettings(section.integer("max-room-calls", 2, 100));
        }
    }

    private static CallSettings calls(Section given, int maxQueuedCommands) {
        try (Section section = given) {
            return new CallSettings(
                    section.integer("max", 1, 1_000_000),
                    section.duration("linger", Duration.ZERO, Duration.ofHours(1)),
                    maxQueuedCommands);
        }
    }
}
