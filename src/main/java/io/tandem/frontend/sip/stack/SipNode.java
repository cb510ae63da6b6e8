package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.SipStackImpl;
import gov.nist.javax.sip.message.SIPResponse;
import io.tandem.frontend.sip.settings.SipSettings;
import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketException;
import java.util.List;
import java.util.Optional;
import java.util.TooManyListenersException;
import java.util.UUID;
import java.util.function.Consumer;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.SipException;
import javax.sip.SipProvider;

/** A running SIP stack with its listening points. Thread-safe. */
public final class SipNode implements AutoCloseable {
    private static final int PORT_TRIES = 20;

    private final SipStackImpl stack;
    private final SipProvider provider;
    private final SipSettings settings;
    private final SipCounters counters;
    private final int port;

    private SipNode(SipStackImpl stack, SipProvider provider, SipSettings settings, SipCounters counters, int port) {
        this.stack = stack;
        this.provider = provider;
        this.settings = settings;
        this.counters = counters;
        this.port = port;
    }

    /**
     * Opens the listening points; requests are taken from {@link #listen} on.
     *
     * @throws SipUnavailableException when a port cannot be bound
     */
    public static SipNode open(SipSettings settings, Admission admission, SipCounters counters)
            throws SipUnavailableException {
        String name = "tandem-" + UUID.randomUUID();
        AdmissionValve.install(name, new AdmissionValve.Limits(admission, counters, settings.userAgent()));
        SipStackImpl stack = null;
        int port = settings.port();
        try {
            stack = new SipStackImpl(StackProperties.of(settings, name));
            port = port == 0 ? freePort(settings.host()) : port;
            SipProvider provider = null;
            for (String transport : settings.transports()) {
                ListeningPoint point = stack.createListeningPoint(settings.host(), port, transport);
                if (provider == null) {
                    provider = stack.createSipProvider(point);
                } else {
                    provider.addListeningPoint(point);
                }
            }
            if (provider == null) {
                throw new IOException("transports: none (expected: udp, tcp or both)");
            }
            return new SipNode(stack, provider, settings, counters, port);
        } catch (SipException | InvalidArgumentException | IOException e) {
            if (stack != null) {
                stack.stop();
            }
            AdmissionValve.remove(name);
            throw new SipUnavailableException(
                    "SIP " + settings.host() + ':' + port + ": " + e.getMessage()
                            + " (expected: an address of this machine with a free port)",
                    e);
        }
    }

    /**
     * Hands over what comes in from now on, on threads of the stack.
     *
     * @param arrivals takes requests
     * @param strays takes 2xx to INVITEs of ours whose transaction is over; other responses go to the listener of their request
     */
    public void listen(Consumer<Arrival> arrivals, Consumer<SIPResponse> strays) {
        try {
            provider.addSipListener(new StackListener(counters, arrivals, strays));
        } catch (TooManyListenersException e) {
            throw new IllegalStateException("SIP requests have a listener already", e);
        }
    }

    public int port() {
        return port;
    }

    SipProvider provider() {
        return provider;
    }

    /** What the operator should know: a receive buffer that the kernel made smaller than asked for loses bursts of packets. */
    public List<String> notices() {
        return cappedBuffer().stream().toList();
    }

    private Optional<String> cappedBuffer() {
        try (DatagramSocket probe = new DatagramSocket(null)) {
            probe.setReceiveBufferSize(settings.udpBuffer());
            int given = probe.getReceiveBufferSize();
            return given >= settings.udpBuffer()
                    ? Optional.empty()
                    : Optional.of("tandem.sip.udp-buffer: the kernel gives " + given + " of " + settings.udpBuffer()
                            + " bytes (raise net.core.rmem_max)");
        } catch (SocketException e) {
            return Optional.of("tandem.sip.udp-buffer: " + e.getMessage());
        }
    }

    @Override
    public void close() {
        stack.stop();
        AdmissionValve.remove(stack.getStackName());
    }

    /** A port that is free for UDP and TCP; the stack takes no 0. */
    private static int freePort(String host) throws IOException {
        InetAddress address = InetAddress.getByName(host);
        for (int i = 0; i < PORT_TRIES; i++) {
            try (ServerSocket tcp = new ServerSocket(0, 1, address);
                    DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
                return udp.getLocalPort();
            } catch (SocketException e) {
                // The port is taken for UDP: the next one.
            }
        }
        throw new IOException("no port is free for UDP and TCP");
    }
}
