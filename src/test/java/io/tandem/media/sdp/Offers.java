package io.tandem.media.sdp;

import io.tandem.media.codec.Codecs;
import java.net.InetAddress;

/** Offers as real peers write them (addresses changed), and our state to answer them with. */
final class Offers {

    static final String ASTERISK =
            """
            v=0
            o=- 1563698201 1563698201 IN IP4 192.0.2.10
            s=Asterisk
            c=IN IP4 192.0.2.10
            t=0 0
            m=audio 14822 RTP/AVP 8 0 9 101
            a=rtpmap:8 PCMA/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:9 G722/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=ptime:20
            a=maxptime:140
            a=sendrecv
            """;

    static final String FREESWITCH =
            """
            v=0
            o=FreeSWITCH 1700000000 1700000001 IN IP4 198.51.100.7
            s=FreeSWITCH
            c=IN IP4 198.51.100.7
            t=0 0
            m=audio 23456 RTP/AVP 102 9 0 8 103 104 101 13
            a=rtpmap:102 opus/48000/2
            a=fmtp:102 useinbandfec=1; maxaveragebitrate=30000
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:103 telephone-event/48000
            a=fmtp:103 0-15
            a=rtpmap:104 telephone-event/16000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-15
            a=rtpmap:13 CN/8000
            a=ptime:20
            """;

    static final String TWILIO =
            """
            v=0
            o=root 1185310385 1185310385 IN IP4 203.0.113.5
            s=Twilio Media Gateway
            c=IN IP4 203.0.113.5
            t=0 0
            m=audio 10506 RTP/AVP 0 8 101
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:101 telephone-event/8000
            a=fmtp:101 0-16
            a=maxptime:150
            a=sendrecv
            """;

    static final String LINPHONE =
            """
            v=0
            o=alice 3425 1901 IN IP6 2001:db8::42
            s=Talk
            c=IN IP6 2001:db8::42
            t=0 0
            a=rtcp-xr:rcvr-rtt=all:10000
            m=audio 7078 RTP/AVPF 96 97 9 8 101
            a=rtpmap:96 opus/48000/2
            a=rtpmap:97 speex/16000
            a=rtpmap:101 telephone-event/8000
            a=rtcp-mux
            a=mid:as
            a=rtcp-fb:* trr-int 5000
            """;

    static final String WITH_VIDEO_FAX_AND_MORE_AUDIO =
            """
            v=0
            o=- 7 1 IN IP4 192.0.2.10
            s=-
            c=IN IP4 192.0.2.10
            t=0 0
            m=video 6000 RTP/AVP 99
            a=rtpmap:99 H264/90000
            a=mid:v0
            m=audio 5000 RTP/SAVP 0
            m=audio 5002 RTP/AVP 0 96
            a=rtpmap:96 telephone-event/8000
            m=audio 5004 RTP/AVP 8
            m=image 5006 udptl t38
            a=T38FaxVersion:0
            m=text 5008 RTP/AVP 98
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            """;

    private Offers() {}

    static SdpState state() {
        return SdpState.initial(4711, InetAddress.getLoopbackAddress(), 12_000, Codecs.rtp(), 20);
    }
}
