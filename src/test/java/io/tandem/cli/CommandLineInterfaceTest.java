package io.tandem.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.tandem.call.InboundHandler;
import io.tandem.config.Settings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandLineInterfaceTest {
    @TempDir
    Path folder;

    private final List<Settings> started = new ArrayList<>();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path actors;

    @BeforeEach
    void aConfiguration() throws IOException {
        actors = Files.writeString(folder.resolve("actors.conf"), "tandem.http.token = hush\n");
    }

    @Test
    void servesWithoutASubCommand() {
        assertThat(run("--config", actors.toString(), "--http", "8181")).isZero();

        assertThat(started)
                .singleElement()
                .satisfies(settings -> assertThat(settings.http().port()).isEqualTo(8181));
    }

    @Test
    void flagsOverrideTheFile() {
        int exit = run(
                "serve",
                "--conf",
                actors.toString(),
                "--http",
                "[::1]:8082",
                "--sip",
                "127.0.0.2:5070",
                "--handler",
                "https://agent.example/in",
                "--external-ip",
                "192.0.2.1",
                "--codecs",
                "g722,pcmu");

        assertThat(err.toString()).isEmpty();
        assertThat(exit).isZero();
        Settings settings = started.get(0);
        assertThat(settings.http().host()).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(settings.http().port()).isEqualTo(8082);
        assertThat(settings.sip().host()).isEqualTo("127.0.0.2");
        assertThat(settings.sip().port()).isEqualTo(5070);
        assertThat(settings.sip().externalIp()).isEqualTo("192.0.2.1");
        assertThat(settings.media().rtp().codecs()).extracting("name").containsExactly("G722", "PCMU");
        assertThat(settings.handler())
                .isInstanceOfSatisfying(InboundHandler.Webhook.class, webhook -> assertThat(webhook.urls())
                        .containsExactly(URI.create("https://agent.example/in")));
    }

    @ParameterizedTest
    @CsvSource({"5070, 127.0.0.1, 5070", "127.0.0.9, 127.0.0.9, 5060", "127.0.0.9:5071, 127.0.0.9, 5071"})
    void sipTakesAPortAnAddressOrBoth(String flag, String host, int port) {
        run("--config", actors.toString(), "--sip", flag);

        assertThat(started.get(0).sip().host()).isEqualTo(host);
        assertThat(started.get(0).sip().port()).isEqualTo(port);
    }

    @ParameterizedTest
    @CsvSource({
        "2, --handler, carrier-pigeon",
        "2, --http, 99999",
        "2, --nonsense, x",
        "3, --codecs, speex",
        "3, --http, 0.0.0.0x:1"
    })
    void wrongFlagsStartNothing(int exit, String flag, String value) {
        assertThat(run("serve", "--config", actors.toString(), flag, value)).isEqualTo(exit);
        assertThat(err.toString()).contains(value.equals("x") ? "--nonsense" : value.replace(":1", ""));
        assertThat(started).isEmpty();
    }

    @Test
    void checkNamesEveryFault() throws IOException {
        Files.writeString(actors, "tandem { http.prot = 1, calls.max = 0 }");

        assertThat(run("check", "--config", actors.toString())).isEqualTo(ExitCode.CONFIGURATION);
        assertThat(err.toString())
                .contains("did you mean port?", "tandem.calls.max: 0 (expected: ", "2 faults in the configuration.");
    }

    @Test
    void checkPrintsTheConfigurationWithoutSecrets() {
        assertThat(run("check", "--print", "--config", actors.toString())).isZero();
        assertThat(out.toString()).contains("shutdown-timeout=", "token=").doesNotContain("hush");
    }

    @Test
    void aStartThatFailsSaysWhy() {
        CommandLineInterface tandem = new CommandLineInterface(
                settings -> {
                    throw new ServerStarter.StartException("SIP port 5060: in use");
                },
                Map.of(),
                new PrintWriter(out),
                new PrintWriter(err, true));

        assertThat(tandem.run("serve", "--config", actors.toString())).isEqualTo(ExitCode.FAILED);
        assertThat(err.toString()).contains("cannot start: SIP port 5060: in use");
    }

    @Test
    void doctorFindsAPortInUse() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            int exit = run("doctor", "--config", actors.toString(), "--http", String.valueOf(taken.getLocalPort()));

            assertThat(exit).isEqualTo(ExitCode.FAILED);
            assertThat(out.toString())
                    .contains(
                            "FATAL    HTTP",
                            "voice activity",
                            "speech synthesis",
                            "not part of this version",
                            "ok       call records");
        }
    }

    @Test
    void helpNamesTheSubCommandsAndExitCodes() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "check", "doctor", "phone", "Exit codes:");
    }

    private int run(String... arguments) {
        ServerStarter starter = settings -> {
            started.add(settings);
            return () -> {};
        };
        return new CommandLineInterface(starter, Map.of(), new PrintWriter(out, true), new PrintWriter(err, true))
                .run(arguments);
    }
}
