package io.tandem.frontend.sip.digest;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.frontend.sip.dialog.HeaderField;
import io.tandem.frontend.sip.settings.Credentials;
import java.util.List;
import org.junit.jupiter.api.Test;

class DigestClientTest {
    private static final String WWW = "WWW-Authenticate";

    /** The example of RFC 7616 §3.9.1. */
    private static final String EXAMPLE =
            "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=%s, "
                    + "nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

    private final DigestClient client = client("");

    @Test
    void computesTheMd5ResponseOfTheRfc() {
        assertThat(client.challenged(WWW, List.of(EXAMPLE.formatted("MD5")))).isEmpty();
        assertThat(answer("GET", "/dir/index.html"))
                .contains("response=\"8ca523f5e9506fed4657c9700eebdbec\"", "nc=00000001", "qop=auth,", "algorithm=MD5");
    }

    @Test
    void computesTheSha256ResponseOfTheRfcAndPrefersItToMd5() {
        client.challenged(WWW, List.of(EXAMPLE.formatted("SHA-256"), EXAMPLE.formatted("MD5")));
        assertThat(answer("GET", "/dir/index.html"))
                .contains("response=\"753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1\"");
    }

    @Test
    void answersWithoutQualityOfProtectionAsRfc2069() {
        client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"n\""));
        assertThat(answer("INVITE", "sip:a@b")).doesNotContain("qop", "cnonce", "nc=");
    }

    @Test
    void countsTheUsesOfANonce() {
        client.challenged(WWW, List.of(EXAMPLE.formatted("MD5")));
        answer("INVITE", "sip:a@b");
        assertThat(answer("ACK", "sip:a@b")).contains("nc=00000002");
    }

    @Test
    void answersAProxyAndAServerTogether() {
        client.challenged("Proxy-Authenticate", List.of("Digest realm=\"proxy\",nonce=\"1\""));
        client.challenged(WWW, List.of("Digest realm=\"server\",nonce=\"2\""));
        assertThat(client.headers("INVITE", "sip:a@b"))
                .extracting(HeaderField::name)
                .containsExactly("Proxy-Authorization", "Authorization");
    }

    @Test
    void triesAStaleNonceOnceMoreAndNoOftener() {
        client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"1\""));
        answer("INVITE", "sip:a@b");
        assertThat(client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"2\",stale=TRUE")))
                .isEmpty();
        answer("INVITE", "sip:a@b");
        assertThat(client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"3\",stale=true")))
                .contains("realm r refuses the credentials of Mufasa");
    }

    @Test
    void takesANewChallengeAfterTheOldOneWasAccepted() {
        client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"1\""));
        answer("INVITE", "sip:a@b");
        client.accepted();
        assertThat(client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"2\"")))
                .isEmpty();
    }

    @Test
    void doesNotAnswerForAnotherRealmOrWithAnUnknownAlgorithm() {
        assertThat(client("mine").challenged(WWW, List.of("Digest realm=\"theirs\",nonce=\"1\"")))
                .contains("challenge of realm theirs (expected: mine)");
        assertThat(client.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"1\",algorithm=SHA-3")))
                .contains("challenge of realm unknown (expected: Digest with MD5, SHA-256 or SHA-512-256)");
    }

    @Test
    void saysThatThereAreNoCredentials() {
        DigestClient nobody = new DigestClient(null, () -> "x");
        assertThat(nobody.challenged(WWW, List.of("Digest realm=\"r\",nonce=\"1\"")))
                .contains("no credentials for realm r");
        assertThat(nobody.headers("BYE", "sip:a@b")).isEmpty();
    }

    private String answer(String method, String uri) {
        return client.headers(method, uri).get(0).value();
    }

    private static DigestClient client(String realm) {
        return new DigestClient(
                new Credentials("Mufasa", "Circle of Life", realm),
                () -> "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ");
    }
}
