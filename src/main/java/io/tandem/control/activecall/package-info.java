/** The active-call dialect: WebSocket, REST and SSE. Imports {@code call}, Jackson and Akka HTTP. */
package io.tandem.control.activecall;
