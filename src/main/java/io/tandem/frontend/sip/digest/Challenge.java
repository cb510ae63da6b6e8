package io.tandem.frontend.sip.digest;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A WWW-Authenticate or Proxy-Authenticate header that can be answered.
 *
 * @param qop whether {@code qop=auth} is offered; else the answer has the form of RFC 2069
 * @param stale the credentials were right, only the nonce was too old
 */
record Challenge(String realm, String nonce, @Nullable String opaque, Algorithm algorithm, boolean qop, boolean stale) {

    private static final Pattern PARAMETER =
            Pattern.compile("([A-Za-z][A-Za-z0-9_-]*)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*)\"|([^\\s,\"]+))");

    /** Reads the value of the header; empty for another scheme, an unknown algorithm, or {@code qop} without {@code auth}. */
    static Optional<Challenge> read(String value) {
        if (!value.regionMatches(true, 0, "Digest", 0, "Digest".length())) {
            return Optional.empty();
        }
        Map<String, String> parameters = new HashMap<>();
        for (Matcher found = PARAMETER.matcher(value); found.find(); ) {
            String quoted = found.group(2);
            parameters.putIfAbsent(
                    found.group(1).toLowerCase(Locale.ROOT),
                    quoted == null ? found.group(3) : quoted.replaceAll("\\\\(.)", "$1"));
        }
        String nonce = parameters.get("nonce");
        String realm = parameters.get("realm");
        String qops = parameters.get("qop");
        boolean auth = qops != null && (',' + qops.replace(" ", "").toLowerCase(Locale.ROOT) + ',').contains(",auth,");
        if (nonce == null || realm == null || (qops != null && !auth)) {
            return Optional.empty();
        }
        boolean stale = "true".equalsIgnoreCase(parameters.get("stale"));
        return Algorithm.named(parameters.getOrDefault("algorithm", "MD5"))
                .map(algorithm -> new Challenge(realm, nonce, parameters.get("opaque"), algorithm, auth, stale));
    }
}
