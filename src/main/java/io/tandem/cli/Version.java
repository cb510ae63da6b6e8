package io.tandem.cli;

import picocli.CommandLine.IVersionProvider;

/** The version of the jar's manifest; "development" when classes run without a jar. Made by picocli. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        String version = Version.class.getPackage().getImplementationVersion();
        return new String[] {"Tandem " + (version == null ? "development" : version)};
    }
}
