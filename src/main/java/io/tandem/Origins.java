package io.tandem;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import io.tandem.call.Agent;
import io.tandem.call.AudioPort;
import io.tandem.call.CallSpec;
import io.tandem.call.CallType;
import io.tandem.control.activecall.ActiveCallRoutes;
import io.tandem.control.activecall.ActiveCallSettings;
import io.tandem.control.activecall.CallOrigin;
import io.tandem.frontend.sip.OutboundCalls;
import io.tandem.frontend.sip.SipStackActor;
import io.tandem.frontend.webrtc.WebRtcFrontEnd;
import io.tandem.frontend.websocket.WebSocketFrontEnd;
import io.tandem.media.Audio;
import java.util.List;
import java.util.Map;

/** What a new control socket starts, by its endpoint. */
final class Origins {
    private Origins() {}

    static Map<String, CallOrigin> of(
            Node.Parts parts, ActorSystem<?> system, ActorRef<SipStackActor.Message> stack, WebRtcFrontEnd webRtc) {
        ActiveCallSettings settings = parts.settings().activeCall();
        SessionChildren children = parts.children();
        WebSocketFrontEnd sockets = new WebSocketFrontEnd(parts.engine(), children::of);
        OutboundCalls phones = parts.sip().outbound(system, stack, children::of);
        return Map.of(
                ActiveCallRoutes.CALL, (id, agents) -> audioSocket(sockets, id, agents, settings.pcmOutRate()),
                ActiveCallRoutes.WS, (id, agents) -> audioSocket(sockets, id, agents, Audio.SAMPLE_RATE),
                ActiveCallRoutes.WEBRTC, (id, agents) -> peerConnection(webRtc, children, id, agents),
                ActiveCallRoutes.SIP, (id, agents) -> outboundSip(phones, id, agents));
    }

    private static CallOrigin.Opened audioSocket(
            WebSocketFrontEnd sockets, String callId, List<Agent> agents, int pcmOutRate) {
        WebSocketFrontEnd.Opened opened = sockets.open(callId, agents, pcmOutRate);
        return new CallOrigin.Opened(opened.spec(), opened.audio());
    }

    private static CallOrigin.Opened peerConnection(
            WebRtcFrontEnd webRtc, SessionChildren children, String callId, List<Agent> agents) {
        WebRtcFrontEnd.Opened opened = webRtc.open();
        CallSpec spec = CallSpec.started(
                callId, CallType.WEBRTC, children.of(callId, opened.session(), opened.transport(), agents));
        return new CallOrigin.Opened(spec, AudioPort.none(opened.session()::close));
    }

    private static CallOrigin.Opened outboundSip(OutboundCalls phones, String callId, List<Agent> agents) {
        OutboundCalls.Opened opened = phones.open(callId, agents);
        return new CallOrigin.Opened(opened.spec(), AudioPort.none(opened.release()));
    }
}
