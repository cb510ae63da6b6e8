/** Inbound calls told to an HTTP application, which then attaches to them. Imports {@code call}, Jackson and the JDK's HTTP client. */
package io.tandem.control.webhook;
