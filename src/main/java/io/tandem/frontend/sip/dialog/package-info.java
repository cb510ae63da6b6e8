/** SIP dialogs as values and their rules (RFC 3261 §12), as pure functions. Imports the JDK and {@code media.sdp}; no SIP library. */
package io.tandem.frontend.sip.dialog;
