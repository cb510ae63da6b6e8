package io.tandem.cli;

import picocli.CommandLine.Command;

/** `tandem phone`: the test client, one sub-command a kind of call. */
@Command(
        name = "phone",
        description = "Call a server, say something and judge what comes back. Exit code 0 only when audio came back.",
        mixinStandardHelpOptions = true,
        subcommands = {PhoneSipCommand.class, PhoneWebSocketCommand.class})
final class PhoneCommand {}
