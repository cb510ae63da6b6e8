package io.tandem.media.sdp;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The far end's audio line: what its numbers, attributes and addresses mean. */
final class AudioSection {

    private static final Set<String> PROTOCOLS = Set.of("RTP/AVP", "RTP/AVPF");
    private static final Pattern FORMAT = Pattern.compile("[0-9]{1,3}");
    private static final Pattern RTPMAP = Pattern.compile("([0-9]{1,3})\\s+([^/\\s]+)/([0-9]{1,6})(?:/([0-9]+))?\\s*");
    private static final Pattern RTCP = Pattern.compile("([0-9]{1,5})(?:\\s+IN\\s+\\S+\\s+(\\S+))?\\s*");
    private static final int HIGHEST_PAYLOAD_TYPE = 127;
    private static final int DISCARD_PORT = 9;
    private static final int EVENT_CLOCK = 8_000;
    private static final int STATIC_COMFORT_NOISE = 13;
    private static final int[] PTIMES = {60, 40, 30, 20, 10};

    private final SessionDescription description;
    private final MediaSection section;
    private final Connection connection;
    private final Map<Integer, Encoding> encodings;

    /** What a payload type stands for. */
    private record Encoding(String name, int clockRate, int channels) {
        boolean is(AudioCodec codec) {
            return codec.name().equals(name) && codec.clockRate() == clockRate && channels == 1;
        }
    }

    private AudioSection(SessionDescription description, MediaSection section, Connection connection) {
        this.description = description;
        this.section = section;
        this.connection = connection;
        this.encodings = encodings(section);
    }

    /** Reads a line as plain RTP audio; empty when it is refused, of another kind or protocol, or without a c= line. */
    static Optional<AudioSection> of(SessionDescription description, MediaSection section) {
        Connection connection = section.connection() != null ? section.connection() : description.connection();
        boolean plainAudio =
                section.type().equals("audio") && section.port() != 0 && PROTOCOLS.contains(section.protocol());
        return plainAudio && connection != null
                ? Optional.of(new AudioSection(description, section, connection))
                : Optional.empty();
    }

    private static Map<Integer, Encoding> encodings(MediaSection section) {
        Map<Integer, Encoding> mapped = new LinkedHashMap<>();
        section.attributes()
                .values("rtpmap")
                .map(RTPMAP::matcher)
                .filter(Matcher::matches)
                .forEach(map -> {
                    int channels = map.group(4) == null || map.group(4).equals("1") ? 1 : 2;
                    String name = map.group(2).toUpperCase(Locale.ROOT);
                    mapped.putIfAbsent(
                            Integer.valueOf(map.group(1)),
                            new Encoding(name, Integer.parseInt(map.group(3)), channels));
                });
        Map<Integer, Encoding> inOrder = new LinkedHashMap<>();
        for (String format : section.formats()) {
            if (FORMAT.matcher(format).matches() && Integer.parseInt(format) <= HIGHEST_PAYLOAD_TYPE) {
                int number = Integer.parseInt(format);
                Encoding encoding = mapped.containsKey(number) ? mapped.get(number) : unmapped(number);
                if (encoding != null) {
                    inOrder.putIfAbsent(number, encoding);
                }
            }
        }
        return inOrder;
    }

    private static @Nullable Encoding unmapped(int number) {
        if (number == STATIC_COMFORT_NOISE) {
            return new Encoding("CN", EVENT_CLOCK, 1);
        }
        return Codecs.byStaticPayloadType(number)
                .map(codec -> new Encoding(codec.name(), codec.clockRate(), 1))
                .orElse(null);
    }

    /** The codecs of {@code ours} that it lists, in its order and by its numbers; each codec once. */
    Map<Integer, AudioCodec> common(List<AudioCodec> ours) {
        Map<Integer, AudioCodec> common = new LinkedHashMap<>();
        encodings.forEach((number, encoding) -> ours.stream()
                .filter(encoding::is)
                .filter(codec -> !common.containsValue(codec))
                .findFirst()
                .ifPresent(codec -> common.put(number, codec)));
        return common;
    }

    /** Its telephone-event with the clock of our codecs; some offer one a clock. -1 when there is none. */
    int eventPayloadType() {
        return number("TELEPHONE-EVENT").orElse(-1);
    }

    /** Its comfort noise, -1 for none. */
    int comfortNoisePayloadType() {
        return number("CN").orElse(-1);
    }

    private OptionalInt number(String name) {
        return encodings.entrySet().stream()
                .filter(entry ->
                        entry.getValue().name().equals(name) && entry.getValue().clockRate() == EVENT_CLOCK)
                .mapToInt(Map.Entry::getKey)
                .findFirst();
    }

    /** Packet time to send to it: its wish, else {@code preferred}, never above its maxptime, as a time that we can send. */
    int ptime(int preferred) {
        int wanted = section.attributes().number("ptime", 0);
        int most = section.attributes().number("maxptime", 0);
        int ptime = wanted > 0 ? wanted : preferred;
        ptime = most > 0 ? Math.min(ptime, most) : ptime;
        for (int possible : PTIMES) {
            if (possible <= ptime) {
                return possible;
            }
        }
        return PTIMES[PTIMES.length - 1];
    }

    /** Its direction; an unspecified address with a port is the hold of RFC 2543 and means that it does not want to receive. */
    Direction direction() {
        Direction stated = Direction.stated(section.attributes())
                .or(() -> Direction.stated(description.attributes()))
                .orElse(Direction.SENDRECV);
        return connection.unspecified() && section.port() != DISCARD_PORT ? stated.held() : stated;
    }

    boolean rtcpMux() {
        return section.attributes().has("rtcp-mux");
    }

    /** Where RTP goes, null when it gave no address that can be sent to: port 9, an unspecified address, a host name. */
    @Nullable
    InetSocketAddress rtp() {
        InetAddress address = connection.unicast();
        return address == null || section.port() == DISCARD_PORT
                ? null
                : new InetSocketAddress(address, section.port());
    }

    /** Where RTCP goes without multiplexing: the rtcp attribute (RFC 3605), else the next port. */
    @Nullable
    InetSocketAddress rtcp() {
        InetSocketAddress rtp = rtp();
        if (rtp == null) {
            return null;
        }
        InetAddress address = rtp.getAddress();
        int port = rtp.getPort() + 1;
        Optional<Matcher> stated =
                section.attributes().first("rtcp").map(RTCP::matcher).filter(Matcher::matches);
        if (stated.isPresent()) {
            port = Integer.parseInt(stated.get().group(1));
            String host = stated.get().group(2);
            InetAddress own = host == null ? null : new Connection("", host).unicast();
            address = own == null ? address : own;
        }
        return port == 0 || port > 65_535 ? null : new InetSocketAddress(address, port);
    }
}
