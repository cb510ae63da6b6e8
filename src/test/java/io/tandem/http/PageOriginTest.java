package io.tandem.http;

import static org.assertj.core.api.Assertions.assertThat;

import akka.http.javadsl.model.HttpRequest;
import akka.http.javadsl.model.headers.RawHeader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PageOriginTest {

    @ParameterizedTest
    @CsvSource({
        "http://tandem.lan:8080, tandem.lan:8080, false",
        "https://TANDEM.lan, tandem.lan, false",
        "http://phone.localhost:3000, 127.0.0.1:8080, false",
        "http://other.lan, tandem.lan:8080, true",
        "http://localhost.evil.example, 127.0.0.1, true",
        "http://1270001, 127.0.0.1, true",
        "file://, '', true",
        "%, '', true",
    })
    void knowsPagesOfThisServerAndOfThisMachine(String origin, String host, boolean foreign) {
        HttpRequest request = HttpRequest.GET("/list")
                .addHeader(RawHeader.create("Host", host))
                .addHeader(RawHeader.create("Origin", origin));

        assertThat(PageOrigin.isForeign(request)).isEqualTo(foreign);
    }
}
