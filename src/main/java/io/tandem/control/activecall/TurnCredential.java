package io.tandem.control.activecall;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A user name and password of a TURN server that last for a time (TURN REST: coturn's {@code use-auth-secret}). The server knows the secret and
 * checks both without asking anybody.
 */
record TurnCredential(String username, String password) {
    private static final String MAC = "HmacSHA1";

    /** @param user 1 to 64 of {@code a-z 0-9 _ -}: a colon would end the expiry */
    static TurnCredential of(String secret, long expiryEpochSecond, String user) {
        String username = expiryEpochSecond + ":" + user;
        try {
            Mac mac = Mac.getInstance(MAC);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), MAC));
            byte[] signature = mac.doFinal(username.getBytes(StandardCharsets.UTF_8));
            return new TurnCredential(username, Base64.getEncoder().encodeToString(signature));
        } catch (GeneralSecurityException e) {
            // Every JDK has it.
            throw new IllegalStateException(e);
        }
    }

    /** Without the password: it must not get into a log. */
    @Override
    public String toString() {
        return "TurnCredential[" + username + ']';
    }
}
