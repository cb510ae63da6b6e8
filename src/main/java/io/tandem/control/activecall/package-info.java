/**
 * The active-call protocol: control WebSockets, REST and SSE over the command and event unions of a call. Imports {@code call},
 * Akka HTTP and Jackson; no front end, no media.
 */
package io.tandem.control.activecall;
