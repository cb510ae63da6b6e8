package io.tandem.http.port;

import akka.stream.Attributes;
import akka.stream.FlowShape;
import akka.stream.Inlet;
import akka.stream.Outlet;
import akka.stream.TLSProtocol.SendBytes;
import akka.stream.TLSProtocol.SessionBytes;
import akka.stream.TLSProtocol.SslTlsInbound;
import akka.stream.TLSProtocol.SslTlsOutbound;
import akka.stream.stage.AbstractInHandler;
import akka.stream.stage.AbstractOutHandler;
import akka.stream.stage.AsyncCallback;
import akka.stream.stage.GraphStage;
import akka.stream.stage.GraphStageLogic;
import akka.util.ByteString;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;

/**
 * The end of an HTTP stream at its connection: bytes are asked for when the stream wants some, and taken from it while the peer takes
 * them. TLS, where there is any, is the channel's business; the stream only wants to see a session.
 */
final class ByteStage extends GraphStage<FlowShape<SslTlsOutbound, SslTlsInbound>> {

    /** What the stream gave and the network has not taken may be this much before the stream is held back. */
    private static final int MAX_UNSENT = 64 * 1024;

    private static final SSLSession NO_SESSION = noSession();

    private final Inlet<SslTlsOutbound> in = Inlet.create("ByteStage.in");
    private final Outlet<SslTlsInbound> out = Outlet.create("ByteStage.out");
    private final FlowShape<SslTlsOutbound, SslTlsInbound> shape = FlowShape.of(in, out);
    private final HttpConnection connection;

    ByteStage(HttpConnection connection) {
        this.connection = connection;
    }

    private static SSLSession noSession() {
        try {
            return SSLContext.getDefault().createSSLEngine().getSession();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no TLS", e);
        }
    }

    @Override
    public FlowShape<SslTlsOutbound, SslTlsInbound> shape() {
        return shape;
    }

    @Override
    public GraphStageLogic createLogic(Attributes attributes) {
        return new Logic();
    }

    /** What the connection tells its stream, from the event loop. */
    interface Stream {

        /** Bytes that were asked for. */
        void received(ByteString bytes);

        /** The peer sends nothing more. */
        void receivedAll();

        /** The network took so many bytes. */
        void sent(int bytes);

        /** Nothing can be read or written any more. */
        void closed();
    }

    private final class Logic extends GraphStageLogic implements Stream {

        private final AsyncCallback<Runnable> onStream = createAsyncCallback(Runnable::run);
        private int unsent;

        Logic() {
            super(shape);
            setHandler(out, new AbstractOutHandler() {
                @Override
                public void onPull() {
                    connection.read();
                }

                @Override
                public void onDownstreamFinish(Throwable cause) {
                    // Reads nothing more; the answer may still be on its way.
                }
            });
            setHandler(in, new AbstractInHandler() {
                @Override
                public void onPush() {
                    write(grab(in));
                    pullWhileTaken();
                }

                @Override
                public void onUpstreamFinish() {
                    connection.finish();
                    complete(out);
                }
            });
        }

        @Override
        public void preStart() {
            connection.attach(this);
            pull(in);
        }

        private void write(SslTlsOutbound message) {
            if (message instanceof SendBytes send) {
                unsent += send.bytes().size();
                connection.write(send.bytes());
            }
        }

        private void pullWhileTaken() {
            if (unsent < MAX_UNSENT && !isClosed(in) && !hasBeenPulled(in)) {
                pull(in);
            }
        }

        @Override
        public void postStop() {
            connection.streamEnded();
        }

        @Override
        public void received(ByteString bytes) {
            onStream.invoke(() -> {
                if (!isClosed(out)) {
                    push(out, new SessionBytes(NO_SESSION, bytes));
                }
            });
        }

        @Override
        public void receivedAll() {
            onStream.invoke(() -> complete(out));
        }

        @Override
        public void sent(int bytes) {
            onStream.invoke(() -> {
                unsent -= bytes;
                pullWhileTaken();
            });
        }

        @Override
        public void closed() {
            onStream.invoke(this::completeStage);
        }
    }
}
