package io.tandem.config;

import com.typesafe.config.Config;
import io.tandem.bridge.BridgeSettings;
import io.tandem.call.CallSettings;
import io.tandem.call.InboundHandler;
import io.tandem.control.activecall.ActiveCallSettings;
import io.tandem.frontend.sip.settings.SipSettings;
import io.tandem.http.HttpSettings;
import io.tandem.media.MediaSettings;
import io.tandem.media.webrtc.WebRtcSettings;
import io.tandem.recording.RecordingSettings;
import io.tandem.speech.playback.PlaybackSettings;
import io.tandem.speech.vad.VadSettings;
import io.tandem.store.StoreSettings;
import java.time.Duration;
import java.util.Map;

/**
 * The whole configuration of a node, checked: one record a package.
 *
 * @param handler who takes inbound calls that no route claims
 * @param agents what takes calls that ask for it by name
 * @param maxPhonePages web phones that may listen at the same time
 * @param shutdownTimeout time that running calls get before they are ended
 * @param actorSystem the rest of the configuration (akka, dispatchers), for the actor system
 */
public record Settings(
        HttpSettings http,
        SipSettings sip,
        MediaSettings media,
        WebRtcSettings webRtc,
        VadSettings vad,
        PlaybackSettings playback,
        RecordingSettings recording,
        StoreSettings store,
        BridgeSettings bridge,
        InboundHandler handler,
        Map<String, InboundHandler> agents,
        int maxPhonePages,
        ActiveCallSettings activeCall,
        CallSettings calls,
        Duration shutdownTimeout,
        Config actorSystem) {}
