package io.tandem.frontend.sip;

import io.tandem.call.Digits;
import io.tandem.media.MediaSession;
import io.tandem.media.RtpEndpoint;
import io.tandem.media.sdp.NegotiatedMedia;
import java.net.InetAddress;
import java.time.Duration;

/** The audio of one leg: its session and its RTP ports. Belongs to the leg's actor; whoever holds it last releases it. */
final class LegMedia {
    private final MediaSession session;
    private final RtpEndpoint rtp;
    private final RtpEndpoint.Latching latching;
    private final InetAddress signallingSource;
    private boolean attached;
    private boolean released;

    LegMedia(MediaSession session, RtpEndpoint rtp, RtpEndpoint.Latching latching, InetAddress signallingSource) {
        this.session = session;
        this.rtp = rtp;
        this.latching = latching;
        this.signallingSource = signallingSource;
    }

    /** Lets media flow as agreed; later agreements change it without a gap. */
    void take(NegotiatedMedia agreed) {
        if (released) {
            return;
        }
        if (!attached) {
            session.attach(rtp);
            attached = true;
        }
        rtp.negotiated(agreed, latching, signallingSource);
    }

    void inactivityTimeout(Duration timeout) {
        session.inactivityTimeout(timeout);
    }

    void mute(boolean on) {
        session.mute(MediaSession.Side.RECEIVED, on);
    }

    /** Sends digits in the audio; {@link io.tandem.media.MediaFact.DigitsSent} follows. */
    void sendDigits(Digits digits) {
        int toneMillis = Math.toIntExact(digits.duration().toMillis());
        int[] steps = digits.steps();
        int gapMillis = Math.toIntExact(digits.gap().toMillis());
        session.execute(() -> rtp.sendDigits(steps, toneMillis, gapMillis));
    }

    /** Stops the audio and frees the ports. Idempotent. */
    void release() {
        if (released) {
            return;
        }
        released = true;
        session.close();
        if (!attached) {
            rtp.discard();
        }
    }
}
