package io.tandem.http.socket;

import akka.http.javadsl.model.HttpHeader;
import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.HttpResponse;
import akka.http.javadsl.model.StatusCodes;
import akka.http.javadsl.model.headers.RawHeader;
import io.netty.channel.ChannelConfig;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.epoll.EpollChannelOption;
import io.netty.channel.epoll.EpollSocketChannelConfig;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The answer that makes a WebSocket of an HTTP connection (RFC 6455 §4.2.2). */
public final class SocketUpgrade {

    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /** Half a second and a second of 16 kHz PCM. */
    private static final int LOW_WATER = 16 * 1024;

    private static final int HIGH_WATER = 2 * LOW_WATER;

    /** As the model has it: Akka HTTP renders a 101 only with this very header. */
    private static final HttpHeader CONNECTION = HttpHeader.parse("Connection", "upgrade");

    private SocketUpgrade() {}

    /**
     * Answers a handshake that was found valid; once the answer is written, {@code listener} has the connection. Extensions and
     * subprotocols are not taken up: compressing audio would cost more than it saves.
     *
     * @throws IllegalArgumentException when the request is no handshake
     * @throws IllegalStateException when it did not come through the port
     */
    public static HttpResponse respond(HttpRequest handshake, SocketLimits limits, SocketListener listener) {
        String key = handshake
                .getHeader("Sec-WebSocket-Key")
                .map(HttpHeader::value)
                .orElseThrow(() -> new IllegalArgumentException("no Sec-WebSocket-Key (expected: a handshake)"));
        TakeOver connection = handshake
                .getAttribute(TakeOver.OF_REQUEST)
                .orElseThrow(() -> new IllegalStateException("the request has no connection that could be taken over"));
        connection.afterSwitching(pipeline -> {
            keepLittleWaiting(pipeline.channel().config());
            pipeline.addLast(new LimitedFrameDecoder(limits), new FrameHandler(pipeline.channel(), limits, listener));
        });
        return HttpResponse.create()
                .withStatus(StatusCodes.SWITCHING_PROTOCOLS)
                .addHeader(CONNECTION)
                .addHeader(RawHeader.create("Upgrade", "websocket"))
                .addHeader(RawHeader.create("Sec-WebSocket-Accept", accept(key)));
    }

    /** What waits for a slow peer is stale audio when it gets there; half a megabyte of it fits into a kernel's default buffers. */
    private static void keepLittleWaiting(ChannelConfig config) {
        config.setWriteBufferWaterMark(new WriteBufferWaterMark(LOW_WATER, HIGH_WATER));
        if (config instanceof EpollSocketChannelConfig) {
            config.setOption(EpollChannelOption.TCP_NOTSENT_LOWAT, (long) LOW_WATER);
        }
    }

    private static String accept(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            return Base64.getEncoder().encodeToString(sha1.digest((key + GUID).getBytes(StandardCharsets.US_ASCII)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
