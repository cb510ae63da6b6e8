package io.tandem.frontend.sip.digest;

import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.settings.Credentials;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Answers the challenges that one call's requests meet. What was accepted once goes with every later request of the call, with the next
 * nonce count, so that a BYE needs no second try. Not thread-safe.
 */
public final class DigestClient {

    /** Header of the answer, by header of the challenge. */
    private static final Map<String, String> ANSWERS =
            Map.of("WWW-Authenticate", "Authorization", "Proxy-Authenticate", "Proxy-Authorization");

    private final @Nullable Credentials credentials;
    private final Supplier<String> cnonces;

    /** Challenges in force, by header of the answer and realm: a proxy of each realm may ask for its own. */
    private final Map<String, Answered> inForce = new LinkedHashMap<>();

    /** A challenge, how often its nonce was used, and whether it took the place of one that was too old. */
    private static final class Answered {
        final String header;
        final Challenge challenge;
        final boolean renewed;
        int count;
        boolean proven;

        Answered(String header, Challenge challenge, boolean renewed) {
            this.header = header;
            this.challenge = challenge;
            this.renewed = renewed;
        }
    }

    /**
     * @param credentials null when there are none
     * @param cnonces a fresh unpredictable text each time
     */
    public DigestClient(@Nullable Credentials credentials, Supplier<String> cnonces) {
        this.credentials = credentials;
        this.cnonces = cnonces;
    }

    /**
     * Takes the challenges of a 401 or 407.
     *
     * @param challenges values of {@code name} headers
     * @return why it makes no sense to try again, or empty when the next {@link #headers} answer them
     */
    public Optional<String> challenged(String name, List<String> challenges) {
        String answer = ANSWERS.get(name);
        if (answer == null) {
            throw new IllegalArgumentException(name + " (expected: WWW-Authenticate or Proxy-Authenticate)");
        }
        List<Challenge> known = challenges.stream()
                .flatMap(text -> Challenge.read(text).stream())
                .toList();
        if (credentials == null) {
            return Optional.of("no credentials for realm " + realms(known));
        }
        Map<String, Challenge> strongest = new LinkedHashMap<>();
        known.stream()
                .filter(challenge ->
                        credentials.realm().isEmpty() || credentials.realm().equals(challenge.realm()))
                .sorted(Comparator.comparing(Challenge::algorithm))
                .forEach(challenge -> strongest.put(challenge.realm(), challenge));
        if (strongest.isEmpty()) {
            String expected =
                    credentials.realm().isEmpty() ? "Digest with MD5, SHA-256 or SHA-512-256" : credentials.realm();
            return Optional.of("challenge of realm " + realms(known) + " (expected: " + expected + ")");
        }
        for (Challenge challenge : strongest.values()) {
            Answered before = inForce.get(answer + challenge.realm());
            boolean unproven = before != null && before.count > 0 && !before.proven;
            if (before != null && unproven && (!challenge.stale() || before.renewed)) {
                return Optional.of(
                        "realm " + challenge.realm() + " refuses the credentials of " + credentials.username());
            }
            inForce.put(answer + challenge.realm(), new Answered(answer, challenge, unproven));
        }
        return Optional.empty();
    }

    /** A request that carried {@link #headers} was let through: a later challenge is a new one. */
    public void accepted() {
        inForce.values().forEach(answered -> answered.proven = true);
    }

    /** The credentials to send with a request. */
    public List<HeaderField> headers(String method, String uri) {
        Credentials ours = credentials;
        return ours == null
                ? List.of()
                : inForce.values().stream()
                        .map(asked -> new HeaderField(asked.header, answer(ours, asked, method, uri)))
                        .toList();
    }

    private String answer(Credentials ours, Answered asked, String method, String uri) {
        Challenge challenge = asked.challenge;
        Algorithm algorithm = challenge.algorithm();
        asked.count++;
        String secret = algorithm.hash(ours.username() + ':' + challenge.realm() + ':' + ours.password());
        String request = algorithm.hash(method + ':' + uri);
        StringBuilder text = new StringBuilder("Digest username=")
                .append(quoted(ours.username()))
                .append(",realm=")
                .append(quoted(challenge.realm()))
                .append(",nonce=")
                .append(quoted(challenge.nonce()))
                .append(",uri=")
                .append(quoted(uri));
        if (challenge.qop()) {
            String count = String.format("%08x", asked.count);
            String cnonce = cnonces.get();
            String response =
                    algorithm.hash(String.join(":", secret, challenge.nonce(), count, cnonce, "auth", request));
            text.append(",response=\"").append(response);
            text.append("\",qop=auth,nc=").append(count).append(",cnonce=").append(quoted(cnonce));
        } else {
            text.append(",response=\"").append(algorithm.hash(String.join(":", secret, challenge.nonce(), request)));
            text.append('"');
        }
        if (challenge.opaque() != null) {
            text.append(",opaque=").append(quoted(challenge.opaque()));
        }
        return text.append(",algorithm=").append(algorithm.token()).toString();
    }

    private static String realms(List<Challenge> challenges) {
        return challenges.isEmpty()
                ? "unknown"
                : String.join(
                        ", ",
                        challenges.stream().map(Challenge::realm).distinct().toList());
    }

    private static String quoted(String text) {
        return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
