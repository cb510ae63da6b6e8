/**
 * The active-call protocol: control WebSockets, REST and SSE over the command and event unions of a call. Imports {@code call}, {@code http.socket}, {@code http.sse},
 * Akka HTTP and Jackson; no front end, no media.
 */
package io.tandem.control.activecall;
