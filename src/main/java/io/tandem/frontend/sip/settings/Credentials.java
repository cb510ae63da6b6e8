package io.tandem.frontend.sip.settings;

/**
 * Who we are when a server asks (digest authentication, RFC 7616).
 *
 * @param realm the only realm they are for, empty for whichever asks
 */
public record Credentials(String username, String password, String realm) {

    /** Without the password: settings are written to logs. */
    @Override
    public String toString() {
        return "Credentials[username=" + username + ", realm=" + realm + ']';
    }
}
