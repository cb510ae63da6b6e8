/** Digest authentication as a client (RFC 7616, RFC 8760), as functions of text. Imports the JDK, {@code dialog} and {@code settings}. */
package io.tandem.frontend.sip.digest;
