package io.tandem.cli;

import io.tandem.config.Sources;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The flags that say where the configuration is and what differs from it; shared by serve, check and doctor. */
final class ConfigOptions {
    private static final int MAX_PORT = 65_535;

    @Spec(Spec.Target.MIXEE)
    private @Nullable CommandSpec spec;

    @Option(
            names = {"--config", "--conf"},
            paramLabel = "FILE",
            description = "Configuration file; default: actors.conf of the working directory, if there is one.")
    private @Nullable Path config;

    @Option(names = "--http", paramLabel = "[HOST:]PORT", description = "Where HTTP and WebSockets listen.")
    private @Nullable String http;

    @Option(names = "--sip", paramLabel = "PORT|IP|IP:PORT", description = "Where SIP listens (UDP and TCP).")
    private @Nullable String sip;

    @Option(
            names = "--handler",
            paramLabel = "URL|demo",
            description = "Who takes inbound calls that no route claims: a webhook, or the built-in demo agent.")
    private @Nullable String handler;

    @Option(
            names = "--external-ip",
            paramLabel = "IP",
            description = "Address for Via, Contact and SDP behind NAT 1:1.")
    private @Nullable String externalIp;

    @Option(
            names = "--codecs",
            split = ",",
            paramLabel = "NAME",
            description = "Codecs in order of preference: pcmu, pcma, g722.")
    private @Nullable List<String> codecs;

    /** The sources of the configuration, with the flags that were given laid over them. */
    Sources sources(Map<String, String> environment) {
        Map<String, Sources.Flag> flags = new LinkedHashMap<>();
        if (http != null) {
            endpoint("--http", "tandem.http", http, flags);
        }
        if (sip != null) {
            endpoint("--sip", "tandem.sip", sip, flags);
        }
        if (handler != null) {
            handler(handler, flags);
        }
        if (externalIp != null) {
            flags.put("tandem.sip.external-ip", new Sources.Flag("--external-ip", externalIp));
        }
        if (codecs != null) {
            flags.put("tandem.media.rtp.codecs", new Sources.Flag("--codecs", codecs));
        }
        return new Sources(Optional.ofNullable(config), environment, flags);
    }

    /** PORT, HOST, HOST:PORT or [IPv6]:PORT. What the parts are worth is judged with the rest of the configuration. */
    private void endpoint(String flag, String section, String value, Map<String, Sources.Flag> flags) {
        if (value.matches("\\d{1,5}")) {
            flags.put(section + ".port", new Sources.Flag(flag, port(flag, value)));
            return;
        }
        int colon = value.lastIndexOf(':');
        boolean bareIpv6 = colon >= 0 && value.indexOf(':') != colon && !value.startsWith("[");
        boolean hasPort = colon >= 0 && !bareIpv6 && !value.endsWith("]");
        String host = hasPort ? value.substring(0, colon) : value;
        if (hasPort) {
            flags.put(section + ".port", new Sources.Flag(flag, port(flag, value.substring(colon + 1))));
        }
        flags.put(section + ".host", new Sources.Flag(flag, host.replaceAll("^\\[|]$", "")));
    }

    private int port(String flag, String digits) {
        if (!digits.matches("\\d{1,5}") || Integer.parseInt(digits) > MAX_PORT) {
            throw wrong(flag + ": " + digits + " (expected: a port from 0 to " + MAX_PORT + ")");
        }
        return Integer.parseInt(digits);
    }

    private void handler(String value, Map<String, Sources.Flag> flags) {
        if (value.equals("demo")) {
            flags.put("tandem.handler.type", new Sources.Flag("--handler", "demo"));
        } else if (value.startsWith("http://") || value.startsWith("https://")) {
            flags.put("tandem.handler.type", new Sources.Flag("--handler", "webhook"));
            flags.put("tandem.handler.urls", new Sources.Flag("--handler", List.of(value)));
        } else {
            throw wrong("--handler: " + value + " (expected: an http:// or https:// URL, or demo)");
        }
    }

    private ParameterException wrong(String message) {
        return new ParameterException(Objects.requireNonNull(spec).commandLine(), message);
    }
}
