package io.tandem.cli;

import io.tandem.media.codec.AudioCodec;
import io.tandem.phone.CallReport;
import io.tandem.phone.PhoneCall;
import io.tandem.phone.PhoneException;
import io.tandem.phone.Prompt;
import io.tandem.phone.WavFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What is said, for how long, and what is done with what comes back: the same for every kind of call. */
final class PhoneOptions {

    @ArgGroup
    private @Nullable Said said;

    @Option(names = "--record", paramLabel = "FILE", description = "Write what came back to this WAV file.")
    private @Nullable Path record;

    @Option(names = "--seconds", description = "Length of the call (default: ${DEFAULT-VALUE}).", defaultValue = "8")
    private int seconds = 8;

    @Option(names = "--codec", description = "sip: pcmu (default), pcma, g722; ws: pcm (default) or one of these.")
    private @Nullable String codec;

    @Option(
            names = "--answer-timeout",
            paramLabel = "SECONDS",
            description = "Longest wait for an answer (default: ${DEFAULT-VALUE}).",
            defaultValue = "30")
    private int answerTimeout = 30;

    /** One of the two; a chime when there is neither. */
    static final class Said {
        @Option(names = "--file", paramLabel = "WAV", description = "Say this file.")
        private @Nullable Path file;

        @Option(names = "--sine", paramLabel = "HZ", description = "Say a tone of this frequency.")
        private @Nullable Double sine;
    }

    PhoneCall call(CommandSpec spec, List<AudioCodec> codecs, AudioCodec usual) throws PhoneException {
        if (seconds < 1 || seconds > 86_400) {
            throw new ParameterException(spec.commandLine(), "--seconds: " + seconds + " (expected: 1 to 86400)");
        }
        if (answerTimeout < 1 || answerTimeout > 600) {
            throw new ParameterException(
                    spec.commandLine(), "--answer-timeout: " + answerTimeout + " (expected: 1 to 600)");
        }
        return new PhoneCall(
                codec(spec, codecs, usual), prompt(), Duration.ofSeconds(seconds), Duration.ofSeconds(answerTimeout));
    }

    /** Prints the judgement, keeps the recording, answers the exit code. */
    int judge(CallReport report, PrintWriter out) throws PhoneException {
        if (record != null) {
            WavFile.write(record, report.pcm(), report.sampleRate());
        }
        out.println(report.text());
        return report.audible() ? ExitCode.OK : ExitCode.FAILED;
    }

    private AudioCodec codec(CommandSpec spec, List<AudioCodec> codecs, AudioCodec usual) {
        String name = codec;
        if (name == null) {
            return usual;
        }
        return codecs.stream()
                .filter(known -> known.name().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(),
                        "--codec: " + name + " (expected: "
                                + codecs.stream()
                                        .map(known -> known.name().toLowerCase(Locale.ROOT))
                                        .collect(Collectors.joining(", "))
                                + ")"));
    }

    private Prompt prompt() throws PhoneException {
        if (said == null) {
            return Prompt.chime();
        }
        if (said.sine != null) {
            return Prompt.sine(said.sine, seconds);
        }
        return said.file == null ? Prompt.chime() : WavFile.prompt(said.file);
    }
}
