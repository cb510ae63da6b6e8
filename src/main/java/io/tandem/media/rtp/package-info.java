/** RTP and RTCP packets, jitter buffer, telephone-event, latching, port range. Imports the JDK and {@code media.codec}. */
package io.tandem.media.rtp;
