package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.header.CSeq;
import gov.nist.javax.sip.header.CallID;
import gov.nist.javax.sip.header.ContentLength;
import gov.nist.javax.sip.header.From;
import gov.nist.javax.sip.header.RequestLine;
import gov.nist.javax.sip.header.StatusLine;
import gov.nist.javax.sip.header.To;
import gov.nist.javax.sip.header.Via;
import gov.nist.javax.sip.message.SIPMessage;
import gov.nist.javax.sip.parser.MessageParser;
import gov.nist.javax.sip.parser.MessageParserFactory;
import gov.nist.javax.sip.parser.ParseExceptionListener;
import gov.nist.javax.sip.parser.StringMsgParser;
import gov.nist.javax.sip.stack.SIPTransactionStack;
import java.nio.charset.StandardCharsets;
import java.text.ParseException;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Parses with {@link WireCheck} in front. A faulty request comes out with its {@link Fault} as application data, so that the valve can
 * answer it; of one that does not parse at all, the headers an answer needs are tried alone. Made by the stack through reflection.
 */
public final class GuardedParserFactory implements MessageParserFactory {

    @Override
    public MessageParser createMessageParser(SIPTransactionStack stack) {
        return new GuardedParser(stack.getMaxMessageSize());
    }

    /** One a channel, used by its thread alone. */
    private static final class GuardedParser implements MessageParser {
        private static final Set<String> NEEDED_FOR_ANSWER = Set.of(
                "via", "v", "from", "f", "to", "t", "call-id", "i", "cseq", "max-forwards", "content-length", "l");

        private static final Set<Class<?>> NEEDED = Set.of(
                RequestLine.class,
                StatusLine.class,
                Via.class,
                From.class,
                To.class,
                CallID.class,
                CSeq.class,
                ContentLength.class);

        private final StringMsgParser parser = new StringMsgParser();
        private final int maxSize;

        GuardedParser(int maxSize) {
            this.maxSize = maxSize;
        }

        @Override
        public @Nullable SIPMessage parseSIPMessage(
                byte[] raw, boolean readBody, boolean strict, ParseExceptionListener listener) throws ParseException {
            if (isKeepAlive(raw)) {
                return parser.parseSIPMessage(raw, readBody, strict, listener);
            }
            Fault fault = WireCheck.inspect(raw, readBody, maxSize);
            if (fault != null) {
                return rescue(raw, fault);
            }
            try {
                return parser.parseSIPMessage(raw, readBody, strict, GuardedParser::headerFailed);
            } catch (ParseException | RuntimeException e) {
                return rescue(raw, new Fault(400, "Bad Request"));
            }
        }

        /** Instead of the channel's own listener, which over TCP answers some faults by closing the connection. */
        private static void headerFailed(
                ParseException fault, SIPMessage message, Class<?> header, String headerText, String messageText)
                throws ParseException {
            if (NEEDED.contains(header)) {
                throw fault;
            }
            message.addUnparsed(headerText);
        }

        /** A message of the headers an answer needs; throws when even these do not parse. */
        private SIPMessage rescue(byte[] raw, Fault fault) throws ParseException {
            String text = new String(raw, StandardCharsets.UTF_8);
            String[] lines = text.substring(0, WireCheck.headerEnd(text)).split("\r?\n(?![ \t])");
            if (lines[0].startsWith("SIP/") || lines[0].indexOf(' ') <= 0) {
                throw new ParseException(fault.phrase(), 0);
            }
            StringBuilder reduced = new StringBuilder(lines[0].substring(0, lines[0].indexOf(' ')))
                    .append(" sip:invalid.invalid SIP/2.0\r\n");
            // A body that is too long is not waited for: the valve closes the connection.
            boolean length = fault.status() == 513;
            reduced.append(length ? "Content-Length: 0\r\n" : "");
            for (int i = 1; i < lines.length; i++) {
                int colon = lines[i].indexOf(':');
                String name =
                        colon < 0 ? "" : lines[i].substring(0, colon).trim().toLowerCase(Locale.ROOT);
                boolean isLength = name.equals("content-length") || name.equals("l");
                if (NEEDED_FOR_ANSWER.contains(name) && !(isLength && length)) {
                    reduced.append(lines[i]).append("\r\n");
                    length |= isLength;
                }
            }
            SIPMessage message;
            try {
                message = parser.parseSIPMessage(
                        reduced.append("\r\n").toString().getBytes(StandardCharsets.UTF_8), false, false, null);
            } catch (RuntimeException e) {
                throw new ParseException(fault.phrase(), 0);
            }
            if (message == null) {
                throw new ParseException(fault.phrase(), 0);
            }
            message.setApplicationData(fault);
            return message;
        }

        private static boolean isKeepAlive(byte[] raw) {
            for (byte b : raw) {
                if (b != '\r' && b != '\n' && b != 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
