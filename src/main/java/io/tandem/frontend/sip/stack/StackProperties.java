package io.tandem.frontend.sip.stack;

import io.tandem.frontend.sip.settings.SipSettings;
import java.util.Properties;

/** How JAIN-SIP is set up; each line was measured or has bitten before. */
final class StackProperties {
    private static final String GOV = "gov.nist.javax.sip.";

    /** Seconds an INVITE transaction outlives its 2xx: shorter, and a late duplicate becomes a second call (RFC 6026). */
    private static final int LINGER_SECONDS = 32;

    /** JAIN-SIP takes no smaller limit. */
    private static final int LEAST_MAX_SIZE = 4096;

    private StackProperties() {}

    static Properties of(SipSettings settings, String name) {
        Properties properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("javax.sip.AUTOMATIC_DIALOG_SUPPORT", "off");
        properties.setProperty("javax.sip.ROUTER_PATH", FlowRouter.class.getName());
        properties.setProperty(GOV + "AUTOMATIC_DIALOG_ERROR_HANDLING", "false");
        // Else a NOTIFY without To tag gets no transaction, and no answer.
        properties.setProperty(GOV + "DELIVER_UNSOLICITED_NOTIFY", "true");
        properties.setProperty(GOV + "REENTRANT_LISTENER", "true");
        properties.setProperty(GOV + "THREAD_POOL_SIZE", Integer.toString(settings.udpWorkers()));
        properties.setProperty(GOV + "STACK_LOGGER", Slf4jStackLogger.class.getName());
        properties.setProperty(GOV + "SERVER_LOGGER", Slf4jServerLogger.class.getName());
        properties.setProperty(GOV + "RECEIVE_UDP_BUFFER_SIZE", Integer.toString(settings.udpBuffer()));
        properties.setProperty(GOV + "SEND_UDP_BUFFER_SIZE", Integer.toString(settings.udpBuffer()));
        properties.setProperty(
                GOV + "MAX_MESSAGE_SIZE", Integer.toString(Math.max(LEAST_MAX_SIZE, settings.maxMessageSize())));
        properties.setProperty(GOV + "LINGER_TIMER", Integer.toString(LINGER_SECONDS));
        properties.setProperty(GOV + "RELEASE_REFERENCES_STRATEGY", "Normal");
        // Answers CRLF keep-alives (RFC 5626 §4.4.1).
        properties.setProperty(GOV + "MIN_KEEPALIVE_TIME_SECONDS", "10");
        properties.setProperty(GOV + "RELIABLE_CONNECTION_KEEP_ALIVE_TIMEOUT", "-1");
        properties.setProperty(GOV + "REJECT_STRAY_RESPONSES", "false");
        properties.setProperty(GOV + "MAX_FORK_TIME_SECONDS", "0");
        properties.setProperty(GOV + "PATCH_SIP_WEBSOCKETS_HEADERS", "false");
        properties.setProperty(GOV + "CONNECTION_TIMEOUT", "2000");
        properties.setProperty(GOV + "SIP_MESSAGE_VALVE", AdmissionValve.class.getName());
        properties.setProperty(GOV + "MESSAGE_PARSER_FACTORY", GuardedParserFactory.class.getName());
        return properties;
    }
}
