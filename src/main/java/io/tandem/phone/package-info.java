/**
 * The command-line test client `tandem phone`: calls a server by SIP or WebSocket, says something and judges what comes back. Imports
 * {@code media.codec}, {@code media.rtp}, {@code media.sdp}, {@code media.file} and javax.sip; shares nothing with the server's own
 * SIP front end, so that it tests that from outside.
 */
package io.tandem.phone;
