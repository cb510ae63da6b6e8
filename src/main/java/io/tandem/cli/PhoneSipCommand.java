package io.tandem.cli;

import io.tandem.media.codec.Codecs;
import io.tandem.phone.PhoneException;
import io.tandem.phone.SipPhone;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** `tandem phone sip`: a SIP call with RTP. Made by picocli. */
@Command(name = "sip", description = "Call by SIP and RTP.", mixinStandardHelpOptions = true)
final class PhoneSipCommand implements Callable<Integer> {

    @Parameters(paramLabel = "URI", description = "Whom to call: sip:user@host[:port].")
    private String uri = "";

    @Option(names = "--transport", description = "udp (default) or tcp.", defaultValue = "udp")
    private Transport transport = Transport.UDP;

    @Mixin
    private final PhoneOptions options = new PhoneOptions();

    @Spec
    private @Nullable CommandSpec spec;

    /** What carries SIP. */
    enum Transport {
        UDP,
        TCP
    }

    @Override
    public Integer call() throws PhoneException, InterruptedException {
        PrintWriter out = Objects.requireNonNull(spec).commandLine().getOut();
        SipPhone phone = new SipPhone(uri, transport.name().toLowerCase(Locale.ROOT), line -> out.println(line));
        return options.judge(phone.call(options.call(spec, Codecs.rtp(), Codecs.PCMU)), out);
    }
}
