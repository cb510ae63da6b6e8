package io.tandem.media.webrtc;

import dev.onvoid.webrtc.PortAllocatorConfig;
import dev.onvoid.webrtc.RTCBundlePolicy;
import dev.onvoid.webrtc.RTCConfiguration;
import dev.onvoid.webrtc.RTCIceServer;
import dev.onvoid.webrtc.RTCRtcpMuxPolicy;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** Our settings in the words of the library. */
final class Configurations {
    private Configurations() {}

    static RTCConfiguration of(WebRtcSettings settings, boolean ipv6) {
        RTCConfiguration configuration = new RTCConfiguration();
        configuration.bundlePolicy = RTCBundlePolicy.MAX_BUNDLE;
        configuration.rtcpMuxPolicy = RTCRtcpMuxPolicy.REQUIRE;
        configuration.iceServers = new ArrayList<>();
        settings.iceServers().forEach(server -> configuration.iceServers.add(server(server)));
        PortAllocatorConfig ports = new PortAllocatorConfig();
        ports.minPort = settings.portStart();
        ports.maxPort = settings.portEnd();
        ports.setEnableIpv6(ipv6);
        ports.setDisableLinkLocalNetworks(true);
        configuration.portAllocatorConfig = ports;
        return configuration;
    }

    private static RTCIceServer server(WebRtcSettings.IceServer given) {
        RTCIceServer server = new RTCIceServer();
        server.urls = given.urls();
        server.username = orEmpty(given.username());
        server.password = orEmpty(given.credential());
        return server;
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
