/** Session description and offer/answer as pure functions (RFC 8866, RFC 3264). Imports the JDK and {@code media.codec}. */
package io.tandem.media.sdp;
