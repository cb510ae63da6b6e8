package io.tandem.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.InboundHandler;
import io.tandem.frontend.sip.settings.Cidr;
import io.tandem.frontend.sip.settings.Route;
import io.tandem.media.codec.Codecs;
import io.tandem.speech.vad.VadSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    @TempDir
    Path folder;

    private Path actors;

    @BeforeEach
    void anEmptyConfiguration() throws IOException {
        actors = Files.writeString(folder.resolve("actors.conf"), "tandem {}\n");
        Files.createDirectory(folder.resolve("sip-config"));
    }

    @Test
    void theManualAloneIsAValidConfiguration() {
        Settings settings = valid(Map.of(), Map.of());

        assertThat(settings.http().port()).isEqualTo(8080);
        assertThat(settings.sip().transports()).containsExactly("udp", "tcp");
        assertThat(settings.sip().udpBuffer()).isEqualTo(4 << 20);
        assertThat(settings.media().rtp().codecs()).containsExactly(Codecs.PCMU, Codecs.PCMA, Codecs.G722);
        assertThat(settings.media().rtp().host()).isEqualTo("127.0.0.1");
        assertThat(settings.media().loops()).isZero();
        assertThat(settings.vad().engine()).isEqualTo(VadSettings.Engine.AUTO);
        assertThat(settings.handler()).isEqualTo(new InboundHandler.Demo());
        assertThat(settings.calls().linger()).isEqualTo(Duration.ofSeconds(10));
        assertThat(settings.shutdownTimeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void theConfigurationOfTheRepositoryIsValid() {
        Configuration read = Configuration.read(new Sources(Optional.of(Path.of("actors.conf")), Map.of(), Map.of()));

        assertThat(read).isInstanceOf(Configuration.Valid.class);
        Settings settings = ((Configuration.Valid) read).settings();
        assertThat(settings.sip().routes()).extracting(Route::name).containsExactly("demo", "web-phone");
    }

    @Test
    void laterSourcesWinOverEarlierOnes() throws IOException {
        Files.writeString(actors, "tandem.http.port = 1001, tandem.http.token = filed, tandem.sip.port = 1002");

        Settings files = valid(Map.of(), Map.of());
        assertThat(files.http().port()).isEqualTo(1001);
        assertThat(files.http().token()).isEqualTo("filed");

        Map<String, String> environment = Map.of(
                "CONFIG_FORCE_tandem_http_port", "2001",
                "CONFIG_FORCE_tandem_sip_external__ip", "192.0.2.7",
                "TANDEM_HTTP_TOKEN", "environs");
        Settings environed = valid(environment, Map.of());
        assertThat(environed.http().port()).isEqualTo(2001);
        assertThat(environed.http().token()).isEqualTo("environs");
        assertThat(environed.sip().externalIp()).isEqualTo("192.0.2.7");
        assertThat(environed.sip().port()).isEqualTo(1002);

        Settings flagged = valid(environment, Map.of("tandem.http.port", new Sources.Flag("--http", 3001)));
        assertThat(flagged.http().port()).isEqualTo(3001);
    }

    @Test
    void theSipFolderHoldsTrunksAndRoutesOfSeveralFiles() throws IOException {
        sipFile("trunks.conf", "trunks { a { sources = [\"198.51.100.0/24\", \"2001:db8::/48\"], nat = true } }");
        sipFile("10-first.conf", "routes = [{ name = one, trunk = a, to = \"^7\", handler { type = demo } }]");
        sipFile(
                "20-second.conf",
                "routes = [{ name = two, handler { type = webhook, urls = [\"https://agent.example/in\"], timeout = 1s } }]");

        Settings settings = valid(Map.of(), Map.of());

        assertThat(settings.sip().trunks()).singleElement().satisfies(trunk -> {
            assertThat(trunk.sources()).contains(Cidr.parse("198.51.100.0/24"));
            assertThat(trunk.nat()).isTrue();
            assertThat(trunk.maxCalls()).isZero();
        });
        assertThat(settings.sip().routes()).extracting(Route::name).containsExactly("one", "two");
        assertThat(settings.sip().routes().get(1).handler())
                .isInstanceOfSatisfying(InboundHandler.Webhook.class, webhook -> {
                    assertThat(webhook.timeout()).isEqualTo(Duration.ofSeconds(1));
                    assertThat(webhook.method()).isEqualTo("POST");
                });
    }

    @Test
    void aRouteMayRingAWebPhone() throws IOException {
        sipFile(
                "routes.conf",
                "routes = [{ name = one, handler { type = phone, name = alice } },"
                        + " { name = two, handler { type = phone, name = bob, timeout = 20s } }]");

        assertThat(valid(Map.of(), Map.of()).sip().routes())
                .extracting(Route::handler)
                .containsExactly(
                        new InboundHandler.Phone("alice", Duration.ofSeconds(60)),
                        new InboundHandler.Phone("bob", Duration.ofSeconds(20)));
    }

    @Test
    void agentsAreHandlersThatACallAsksForByName() throws IOException {
        Files.writeString(
                actors,
                "tandem.agents { sales { type = webhook, urls = [\"http://127.0.0.1/x\"] }, second.type = demo }");

        Map<String, InboundHandler> agents = valid(Map.of(), Map.of()).agents();

        assertThat(agents).containsOnlyKeys("sales", "second").containsEntry("second", new InboundHandler.Demo());
        assertThat(agents.get("sales")).isInstanceOf(InboundHandler.Webhook.class);
    }

    @Test
    void everyFaultIsReportedAtOnceWithFileAndLine() throws IOException {
        Files.writeString(
                actors,
                """
                tandem {
                  http.port = 80808
                  media.rtp.ptime = 25ms
                  sip { acept-timeout = 5s }
                }
                """);
        sipFile("routes.conf", "routes = [\n  { name = x, trunk = nobody, to = \"(\", handler { type = magic } }\n]");

        List<Fault> faults = invalid(Map.of());

        assertThat(faults)
                .extracting(Fault::path)
                .containsExactlyInAnyOrder(
                        "tandem.http.port",
                        "tandem.media.rtp.ptime",
                        "tandem.sip.acept-timeout",
                        "tandem.sip.routes[0].trunk",
                        "tandem.sip.routes[0].to",
                        "tandem.sip.routes[0].handler.type");
        assertThat(fault(faults, "tandem.http.port").text())
                .isEqualTo(actors + ":2: tandem.http.port: 80808 (expected: a whole number from 0 to 65535)");
        assertThat(fault(faults, "tandem.sip.acept-timeout").expected()).contains("did you mean accept-timeout?");
        assertThat(fault(faults, "tandem.sip.routes[0].to").origin())
                .isEqualTo(folder.resolve("sip-config/routes.conf") + ":2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            tandem.http.drain-timeout = soon          | tandem.http.drain-timeout
            tandem.sip.udp-buffer = 12                | tandem.sip.udp-buffer
            tandem.sip.transports = [udp, tls]        | tandem.sip.transports
            tandem.sip.transports = []                | tandem.sip.transports
            tandem.sip.external-ip = me.example       | tandem.sip.external-ip
            tandem.sip.limits.retry-after-max = 1s    | tandem.sip.limits.retry-after-max
            tandem.sip.trunks.a.sources = ["10/8"]    | tandem.sip.trunks.a.sources[0]
            tandem.sip.trunks.a.sources = ["10.0.0.0/33"] | tandem.sip.trunks.a.sources[0]
            tandem.media.rtp.codecs = [pcmu, opus]    | tandem.media.rtp.codecs
            tandem.media.rtp.codecs = [pcmu, PCMU]    | tandem.media.rtp.codecs
            tandem.media.rtp.port-end = 2000          | tandem.media.rtp.port-end
            tandem.media.jitter-buffer.max = 20s      | tandem.media.jitter-buffer.max
            tandem.vad.engine = ten                   | tandem.vad.engine
            tandem.playback.fetch.max-size = huge     | tandem.playback.fetch.max-size
            tandem.handler.type = webhook             | tandem.handler.urls
            tandem.handler.urls = ["ftp://x"]         | tandem.handler.urls[0]
            tandem.handler.type = phone               | tandem.handler.name
            tandem.handler = {type=phone,name="a b"}  | tandem.handler.name
            tandem.handler = {type=phone,name=a,timeout=0s} | tandem.handler.timeout
            tandem.phones.max-pages = 0               | tandem.phones.max-pages
            tandem.agents.demo.type = demo            | tandem.agents
            tandem.agents."a b".type = demo           | tandem.agents
            tandem.agents.x.type = reject             | tandem.agents.x.type
            tandem.agents.x.type = webhook            | tandem.agents.x.urls
            tandem.active-call.pcm-out-rate = 44100   | tandem.active-call.pcm-out-rate
            tandem.calls.max = many                   | tandem.calls.max
            tandem.store.url = "jdbc:mysql://db/x"   | tandem.store.url
            tandem.store.keep = -1                    | tandem.store.keep
            tandem.store.pool = 0                     | tandem.store.pool
            tandem.calls = 5                          | tandem.calls
            tandme.http.port = 8081                   | tandme
            """)
    void refusesWhatCannotWork(String line, String path) throws IOException {
        Files.writeString(actors, line);

        assertThat(invalid(Map.of())).extracting(Fault::path).contains(path);
    }

    @Test
    void refusesAnOpenServerOnAPublicAddress() throws IOException {
        Files.writeString(actors, "tandem { http.host = 0.0.0.0, sip.host = 0.0.0.0 }");

        assertThat(invalid(Map.of()))
                .extracting(Fault::path)
                .containsExactlyInAnyOrder("tandem.http.host", "tandem.sip.host");

        sipFile("trunks.conf", "trunks { lan { sources = [\"192.168.0.0/16\"] } }");
        assertThat(valid(Map.of("TANDEM_HTTP_TOKEN", "s3cret"), Map.of()).sip().host())
                .isEqualTo("0.0.0.0");
    }

    @Test
    void takesTheTokenFromAFile() throws IOException {
        Path token = Files.writeString(folder.resolve("token"), "from-the-file\n");
        Files.writeString(actors, "tandem.http { host = 0.0.0.0, token-file = \"" + token + "\" }");

        assertThat(valid(Map.of(), Map.of()).http().token()).isEqualTo("from-the-file");

        Files.delete(token);
        assertThat(invalid(Map.of())).extracting(Fault::path).containsExactly("tandem.http.token-file");
    }

    @Test
    void wantsBothFilesOfTls() throws IOException {
        Path chain = Files.writeString(folder.resolve("chain.pem"), "");
        Files.writeString(actors, "tandem.http.tls.certificate = \"" + chain + "\"");

        assertThat(invalid(Map.of())).extracting(Fault::path).containsExactly("tandem.http.tls.key");

        Files.writeString(actors, "tandem.http.tls { certificate = \"" + chain + "\", key = \"" + chain + "\" }");
        assertThat(valid(Map.of(), Map.of()).http().scheme()).isEqualTo("https");
    }

    @Test
    void neverPrintsSecrets() throws IOException {
        Files.writeString(
                actors,
                """
                tandem {
                  http { token = "hush hush", tokn = hush }
                  store { url = "jdbc:mysql://me:hush@db.example/calls?password=hush", password = hush }
                  handler { urls = ["https://me:hush@agent.example/x?token=hush"], headers { Authorization = "Bearer hush" } }
                  active-call.ice-servers = [{ urls = ["turn:t.example"], username = u, credential = hush }]
                }
                """);
        assertThat(invalid(Map.of())).extracting(Fault::text).allSatisfy(text -> assertThat(text)
                .doesNotContain("hush"));

        Files.writeString(
                actors,
                Files.readString(actors)
                        .replace("tokn = hush", "")
                        .replace("jdbc:mysql://me:hush@db.example/calls?", "jdbc:h2:tcp://db.example/calls;"));
        Configuration read = read(Map.of("TANDEM_HTTP_TOKEN", "hush"), Map.of());
        assertThat(((Configuration.Valid) read).print())
                .doesNotContain("hush")
                .contains("port=8080", "agent.example", "db.example", Secrets.MASK);
        assertThat(((Configuration.Valid) read).settings().store().toString())
                .doesNotContain("hush")
                .contains("h2:tcp://db.example/calls");
    }

    @Test
    void saysWhereAFileIsNotHocon() throws IOException {
        Files.writeString(actors, "tandem {\n  http = [\n}\n");

        assertThat(invalid(Map.of())).first().satisfies(fault -> assertThat(fault.text())
                .contains("actors.conf"));
    }

    private Configuration read(Map<String, String> environment, Map<String, Sources.Flag> flags) {
        return Configuration.read(new Sources(Optional.of(actors), environment, flags));
    }

    private Settings valid(Map<String, String> environment, Map<String, Sources.Flag> flags) {
        Configuration read = read(environment, flags);
        assertThat(read).isInstanceOf(Configuration.Valid.class);
        return ((Configuration.Valid) read).settings();
    }

    private List<Fault> invalid(Map<String, String> environment) {
        Configuration read = read(environment, Map.of());
        assertThat(read).isInstanceOf(Configuration.Invalid.class);
        return ((Configuration.Invalid) read).faults();
    }

    private static Fault fault(List<Fault> faults, String path) {
        return faults.stream()
                .filter(fault -> fault.path().equals(path))
                .findFirst()
                .orElseThrow();
    }

    private void sipFile(String name, String text) throws IOException {
        Files.writeString(folder.resolve("sip-config").resolve(name), text);
    }
}
