package io.tandem.media.webrtc;

import java.util.List;

/** Pieces of browsers' offers. */
final class Offers {
    static final String SESSION =
            """
            v=0
            o=- 4611731400430051336 2 IN IP4 127.0.0.1
            s=-
            t=0 0
            a=group:BUNDLE 0 1 2
            a=extmap-allow-mixed
            a=msid-semantic: WMS stream
            """;

    static final String AUDIO =
            """
            m=audio 9 UDP/TLS/RTP/SAVPF 111 63 9 0 8 13 110 126
            c=IN IP4 0.0.0.0
            a=candidate:1 1 udp 2122260223 192.168.1.7 50000 typ host generation 0
            a=candidate:2 1 udp 2122262783 2001:db8::7 50001 typ host generation 0
            a=candidate:3 1 udp 2122262783 fe80::7 50002 typ host generation 0
            a=candidate:4 1 udp 2122262783 0b4c5f1e-8a2d.local 50003 typ host generation 0
            a=ice-ufrag:Z9pq
            a=ice-pwd:fvYQqHNlrYGz8qkKl4HWyWQp
            a=fingerprint:sha-256 19:E2:1C:3B:4B:9F:81:E6:B8:5C:F4:A5:A8:D8:73:04:BB:05:2F:70:9F:04:A9:0E:05:E9:26:33:E8:70:88:A2
            a=setup:actpass
            a=mid:0
            a=sendrecv
            a=rtcp-mux
            a=rtpmap:111 opus/48000/2
            a=rtcp-fb:111 transport-cc
            a=fmtp:111 minptime=10;useinbandfec=1
            a=rtpmap:63 red/48000/2
            a=fmtp:63 111/111
            a=rtpmap:9 G722/8000
            a=rtpmap:0 PCMU/8000
            a=rtpmap:8 PCMA/8000
            a=rtpmap:13 CN/8000
            a=rtpmap:110 telephone-event/48000
            a=rtpmap:126 telephone-event/8000
            """;

    static final String VIDEO =
            """
            m=video 9 UDP/TLS/RTP/SAVPF 96
            c=IN IP4 0.0.0.0
            a=mid:1
            a=rtpmap:96 VP8/90000
            """;

    static final String DATA =
            """
            m=application 9 UDP/DTLS/SCTP webrtc-datachannel
            c=IN IP4 0.0.0.0
            a=mid:2
            """;

    private Offers() {}

    static List<String> lines(String sdp) {
        return sdp.lines().toList();
    }
}
