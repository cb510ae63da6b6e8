package io.tandem.phone;

import io.tandem.media.sdp.NegotiatedMedia;
import io.tandem.media.sdp.OfferAnswer;
import io.tandem.media.sdp.SdpState;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import javax.sip.message.Response;

/** Calls a SIP server, talks and listens. */
public final class SipPhone {
    private final SipTarget target;
    private final Consumer<String> progress;

    /**
     * @param uri {@code sip:user@host[:port]}
     * @param transport {@code udp} or {@code tcp}
     * @param progress hears one line a step of the call
     * @throws PhoneException when the URI is not one, or its host is unknown
     */
    public SipPhone(String uri, String transport, Consumer<String> progress) throws PhoneException {
        this.target = SipTarget.parse(uri, transport);
        this.progress = progress;
    }

    /** Makes the call; blocks until it is over. */
    public CallReport call(PhoneCall call) throws PhoneException, InterruptedException {
        InetAddress local = target.localAddress();
        try (RtpStream rtp = RtpStream.open(local);
                SipUserAgent agent = SipUserAgent.open(local, target.transport())) {
            SipCaller caller = new SipCaller(agent, new SipRequests(target, local, agent.port()));
            agent.listener(caller);
            long session = ThreadLocalRandom.current().nextLong(1, Integer.MAX_VALUE);
            OfferAnswer.Offered offered =
                    OfferAnswer.offer(SdpState.initial(session, local, rtp.port(), List.of(call.codec()), 20));
            progress.accept("calling " + target.uri());
            Response ok = caller.invite(offered.sdp(), call.answerTimeout());
            Heard heard = new Heard(call.codec());
            try {
                NegotiatedMedia media = agreed(offered, ok);
                progress.accept("answered: " + media.sendCodec().name() + " with " + media.remoteRtp());
                talk(rtp, caller, media, call, heard);
            } finally {
                progress.accept(caller.ended() ? "the far end hung up" : "hanging up");
                caller.hangUp();
            }
            return heard.report();
        }
    }

    private static NegotiatedMedia agreed(OfferAnswer.Offered offered, Response ok) throws PhoneException {
        byte[] body = ok.getRawContent();
        String sdp = body == null ? "" : new String(body, StandardCharsets.UTF_8);
        OfferAnswer.Outcome outcome = OfferAnswer.accept(offered.state(), sdp);
        if (outcome instanceof OfferAnswer.Agreed agreed) {
            return agreed.media();
        }
        throw new PhoneException("SDP answer: " + ((OfferAnswer.Refused) outcome).warning());
    }

    /** Runs the stream until the time is up; a far end that hangs up ends it early. */
    private static void talk(RtpStream rtp, SipCaller caller, NegotiatedMedia media, PhoneCall call, Heard heard)
            throws PhoneException {
        try {
            rtp.run(
                    media,
                    new Microphone(call.prompt(), media.sendCodec()),
                    heard,
                    call.length().toNanos(),
                    caller::ended);
        } catch (IOException e) {
            throw new PhoneException("RTP: " + e.getMessage(), e);
        }
    }
}
