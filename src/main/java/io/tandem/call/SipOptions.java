package io.tandem.call;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a controller says about the SIP side of a call.
 *
 * @param username of digest authentication, for calls out; null for the trunk's own
 * @param password that goes with it
 * @param realm the only realm the password may be used for, null for whichever asks
 * @param headers more headers of the INVITE
 * @param hangupHeaders headers of the BYE
 */
public record SipOptions(
        @Nullable String username,
        @Nullable String password,
        @Nullable String realm,
        Map<String, String> headers,
        Map<String, String> hangupHeaders) {

    /** No wishes at all. */
    public static final SipOptions NONE = new SipOptions(null, null, null, Map.of(), Map.of());

    /** Without the password: options are written to logs. */
    @Override
    public String toString() {
        return "SipOptions[username=" + username + ", realm=" + realm + ", headers=" + headers.keySet()
                + ", hangupHeaders=" + hangupHeaders.keySet() + ']';
    }
}
