/**
 * The sub-commands of the one jar: serve, check, doctor, phone. Imports {@code config}, {@code phone} and what it looks at for
 * {@code doctor}; the server itself is handed in as a {@link io.tandem.cli.ServerStarter}.
 */
package io.tandem.cli;
