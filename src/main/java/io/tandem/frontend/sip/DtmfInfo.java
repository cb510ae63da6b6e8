package io.tandem.frontend.sip;

import gov.nist.javax.sip.message.SIPRequest;
import io.tandem.frontend.sip.stack.Rejection;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Digits in INFO requests: application/dtmf-relay and application/dtmf (profile row 4.3). Pure. */
final class DtmfInfo {
    private static final String ACCEPT = "application/dtmf-relay, application/dtmf";
    private static final Pattern SIGNAL = Pattern.compile("(?im)^\\s*Signal\\s*=\\s*([0-9A-D*#]{1,2})\\s*$");
    private static final String BY_NUMBER = "0123456789*#ABCD";

    private DtmfInfo() {}

    /** Why the INFO is refused (RFC 6086 for packages), or null when it is to be answered with 200. */
    static @Nullable Rejection check(SIPRequest info) {
        if (info.getHeader("Info-Package") != null) {
            return new Rejection(469, "Bad Info Package", Map.of());
        }
        boolean empty = info.getRawContent() == null || info.getRawContent().length == 0;
        String type = type(info);
        return empty || type.equals("application/dtmf-relay") || type.equals("application/dtmf")
                ? null
                : Rejection.of(415, "Accept", ACCEPT);
    }

    /** The digit, if the INFO holds one. */
    static Optional<Character> digit(SIPRequest info) {
        if (info.getRawContent() == null) {
            return Optional.empty();
        }
        String body = new String(info.getRawContent(), StandardCharsets.UTF_8);
        Matcher signal = SIGNAL.matcher(body);
        String value = signal.find() ? signal.group(1) : type(info).equals("application/dtmf") ? body.trim() : "";
        return digit(value.toUpperCase(Locale.ROOT));
    }

    /** Events are given as the key itself or as the number of RFC 4733. */
    private static Optional<Character> digit(String value) {
        if (value.length() == 1 && BY_NUMBER.indexOf(value.charAt(0)) >= 0) {
            return Optional.of(value.charAt(0));
        }
        return value.matches("1[0-5]") ? Optional.of(BY_NUMBER.charAt(Integer.parseInt(value))) : Optional.empty();
    }

    private static String type(SIPRequest info) {
        var header = info.getContentTypeHeader();
        return header == null
                ? ""
                : (header.getContentType() + '/' + header.getContentSubType()).toLowerCase(Locale.ROOT);
    }
}
