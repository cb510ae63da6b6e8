package io.tandem.cli;

import io.tandem.media.codec.AudioCodec;
import io.tandem.media.codec.Codecs;
import io.tandem.phone.PhoneCall;
import io.tandem.phone.PhoneException;
import io.tandem.phone.WebSocketPhone;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `tandem phone ws`: a call whose audio and control share one WebSocket. Made by picocli. */
@Command(
        name = "ws",
        description = "Call by WebSocket, and ask the server to echo (play tandem:echo).",
        mixinStandardHelpOptions = true)
final class PhoneWebSocketCommand implements Callable<Integer> {
    private static final List<AudioCodec> CODECS = List.of(Codecs.PCM_16K, Codecs.PCMU, Codecs.PCMA, Codecs.G722);

    @Parameters(
            paramLabel = "URL",
            description = "ws://host:port/ws (16 kHz PCM both ways) or ws://host:port/call.",
            defaultValue = "ws://127.0.0.1:8080/ws")
    private URI url = URI.create("");

    @Option(
            names = "--token",
            description = "Token of the server; default: the environment variable TANDEM_HTTP_TOKEN.",
            defaultValue = "${env:TANDEM_HTTP_TOKEN:-}")
    private String token = "";

    @Mixin
    private final PhoneOptions options = new PhoneOptions();

    @Spec
    private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws PhoneException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        PhoneCall call = options.call(spec, CODECS, Codecs.PCM_16K);
        // /call answers PCM with 8 kHz (tandem.active-call.pcm-out-rate), /ws with 16 kHz.
        boolean narrow = call.codec().equals(Codecs.PCM_16K)
                && String.valueOf(url.getPath()).startsWith("/call");
        WebSocketPhone phone = new WebSocketPhone(url, token, line -> out.println(line));
        return options.judge(phone.call(call, narrow ? Codecs.PCM_8K : call.codec()), out);
    }
}
