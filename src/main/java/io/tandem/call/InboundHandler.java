package io.tandem.call;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Who takes an inbound call; chosen by a route of the front end, carried out by the composition root. */
public sealed interface InboundHandler {

    /** Its `type` in the configuration. */
    String type();

    /** The built-in demo agent. */
    record Demo() implements InboundHandler {
        @Override
        public String type() {
            return "demo";
        }
    }

    /**
     * An HTTP application that is told of the call and then attaches to it.
     *
     * @param urls used in turn; never empty
     * @param timeout an answer later than this refuses the call
     */
    record Webhook(List<URI> urls, String method, Map<String, String> headers, Duration timeout)
            implements InboundHandler {
        @Override
        public String type() {
            return "webhook";
        }
    }

    /**
     * A person at a web page that listens under a name.
     *
     * @param timeout how long it rings before the call ends unanswered
     */
    record Phone(String name, Duration timeout) implements InboundHandler {
        /** What a name looks like. */
        public static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,64}");

        @Override
        public String type() {
            return "phone";
        }
    }

    /** Nobody: the call is refused with a SIP status (400–699) before anything is built. */
    record Refuse(int status) implements InboundHandler {
        @Override
        public String type() {
            return "reject";
        }
    }
}
