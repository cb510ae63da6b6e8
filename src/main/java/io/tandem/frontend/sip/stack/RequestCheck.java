package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.ListIterator;
import java.util.Locale;
import java.util.Set;
import javax.sip.header.ContentEncodingHeader;
import javax.sip.header.RequireHeader;
import javax.sip.message.Request;
import org.jspecify.annotations.Nullable;

/** Inspects a request as RFC 3261 §8.2 orders it: method, Request-URI, Require, body. Pure. */
public final class RequestCheck {
    public static final String ALLOW = "INVITE, ACK, CANCEL, BYE, OPTIONS, INFO, UPDATE, MESSAGE";
    public static final String ACCEPT = "application/sdp";

    private static final Set<String> ALLOWED = Set.of(ALLOW.split(", "));
    private static final Set<String> EVENT_METHODS = Set.of(Request.SUBSCRIBE, Request.PUBLISH, Request.NOTIFY);
    private static final Set<String> SCHEMES = Set.of("sip", "sips", "tel");

    private RequestCheck() {}

    /** The refusal of {@code request}, or null when it may be worked on. ACK and CANCEL are never refused here. */
    public static @Nullable Rejection check(SIPRequest request) {
        String method = request.getMethod();
        if (method.equals(Request.ACK) || method.equals(Request.CANCEL)) {
            return null;
        }
        if (!method.equals(request.getCSeq().getMethod())) {
            return Rejection.saying(400, "CSeq Method Does Not Match");
        }
        Rejection rejection = method(method);
        rejection = rejection != null ? rejection : uriAndTags(request);
        rejection = rejection != null ? rejection : extensions(request);
        return rejection != null ? rejection : body(request);
    }

    private static @Nullable Rejection method(String method) {
        if (EVENT_METHODS.contains(method)) {
            return Rejection.of(489);
        }
        if (method.equals(Request.PRACK)) {
            return Rejection.of(481);
        }
        return ALLOWED.contains(method) ? null : Rejection.of(405, "Allow", ALLOW);
    }

    private static @Nullable Rejection uriAndTags(SIPRequest request) {
        if (!SCHEMES.contains(request.getRequestURI().getScheme().toLowerCase(Locale.ROOT))) {
            return Rejection.of(416);
        }
        if (!request.hasFromTag()) {
            return Rejection.saying(400, "Missing From Tag");
        }
        boolean needsContact = request.getMethod().equals(Request.INVITE)
                || request.getMethod().equals(Request.UPDATE);
        return needsContact && request.getContactHeader() == null ? Rejection.saying(400, "Missing Contact") : null;
    }

    private static @Nullable Rejection extensions(SIPRequest request) {
        List<String> unsupported = new ArrayList<>();
        for (ListIterator<?> headers = request.getHeaders(RequireHeader.NAME); headers.hasNext(); ) {
            if (headers.next() instanceof RequireHeader require
                    && HeaderText.fault("X", require.getOptionTag()).isEmpty()) {
                unsupported.add(require.getOptionTag());
            }
        }
        return unsupported.isEmpty() ? null : Rejection.of(420, "Unsupported", String.join(", ", unsupported));
    }

    private static @Nullable Rejection body(SIPRequest request) {
        if (request.getRawContent() == null || request.getRawContent().length == 0) {
            return null;
        }
        if (request.getHeader(ContentEncodingHeader.NAME) instanceof ContentEncodingHeader encoding
                && !encoding.getEncoding().equalsIgnoreCase("identity")) {
            return Rejection.of(415, "Accept-Encoding", "identity");
        }
        boolean session = request.getMethod().equals(Request.INVITE)
                || request.getMethod().equals(Request.UPDATE);
        return session && SdpBody.of(request) instanceof SdpBody.Unknown ? Rejection.of(415, "Accept", ACCEPT) : null;
    }
}
