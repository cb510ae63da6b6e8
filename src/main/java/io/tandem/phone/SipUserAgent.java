package io.tandem.phone;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Properties;
import java.util.TooManyListenersException;
import java.util.UUID;
import javax.sip.InvalidArgumentException;
import javax.sip.ListeningPoint;
import javax.sip.ObjectInUseException;
import javax.sip.PeerUnavailableException;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;

/** A SIP stack of one call: one listening point, no stack dialogs (they are {@link SipCaller}'s own). */
final class SipUserAgent implements AutoCloseable {
    private static final int TRIES = 20;

    private final SipStack stack;
    private final SipProvider provider;
    private final ListeningPoint point;

    private SipUserAgent(SipStack stack, SipProvider provider, ListeningPoint point) {
        this.stack = stack;
        this.provider = provider;
        this.point = point;
    }

    static SipUserAgent open(InetAddress address, String transport) throws PhoneException {
        try {
            SipFactory factory = SipFactory.getInstance();
            factory.setPathName("gov.nist");
            SipStack stack = factory.createSipStack(properties());
            ListeningPoint point = listen(stack, address, transport);
            return new SipUserAgent(stack, stack.createSipProvider(point), point);
        } catch (PeerUnavailableException | ObjectInUseException e) {
            throw new PhoneException("SIP stack: cannot start", e);
        }
    }

    void listener(SipListener listener) throws PhoneException {
        try {
            provider.addSipListener(listener);
        } catch (TooManyListenersException e) {
            throw new PhoneException("SIP stack: has a listener already", e);
        }
    }

    SipProvider provider() {
        return provider;
    }

    int port() {
        return point.getPort();
    }

    /** The stack takes no port 0, so a free one is asked of the system; another process may snatch it, then the next is tried. */
    private static ListeningPoint listen(SipStack stack, InetAddress address, String transport) throws PhoneException {
        for (int i = 0; i < TRIES; i++) {
            try {
                return stack.createListeningPoint(address.getHostAddress(), freePort(address), transport);
            } catch (IOException | SipException | InvalidArgumentException e) {
                if (i == TRIES - 1) {
                    throw new PhoneException("SIP port on " + address.getHostAddress() + ": none free", e);
                }
            }
        }
        throw new PhoneException("SIP port on " + address.getHostAddress() + ": none free");
    }

    private static int freePort(InetAddress address) throws IOException {
        try (ServerSocket tcp = new ServerSocket(0, 1, address);
                DatagramSocket udp = new DatagramSocket(tcp.getLocalPort(), address)) {
            return udp.getLocalPort();
        }
    }

    private static Properties properties() {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", "tandem-phone-" + UUID.randomUUID());
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("gov.nist.javax.sip.AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        properties.setProperty("gov.nist.javax.sip.REENTRANT_LISTENER", "true");
        properties.setProperty("gov.nist.javax.sip.THREAD_POOL_SIZE", "1");
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", QuietStackLogger.class.getName());
        properties.setProperty("gov.nist.javax.sip.SERVER_LOGGER", QuietServerLogger.class.getName());
        return properties;
    }

    @Override
    public void close() {
        stack.stop();
    }
}
