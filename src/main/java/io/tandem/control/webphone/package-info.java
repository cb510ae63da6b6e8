/**
 * Web phones: inbound calls that ring on the pages which listen under a name. Imports {@code call}, {@code http.sse}, Akka HTTP and Jackson; no front
 * end, no media.
 */
package io.tandem.control.webphone;
