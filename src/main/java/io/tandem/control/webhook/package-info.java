/** Presents inbound calls to an application by HTTP. Imports {@code call}, Jackson and Akka HTTP. */
package io.tandem.control.webhook;
