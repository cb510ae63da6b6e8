/**
 * The SIP machine: JAIN-SIP transactions and transport, admission before transactions, checks of requests, building of messages.
 * Imports JAIN-SIP, {@code frontend.sip.settings} and {@code frontend.sip.dialog}.
 */
package io.tandem.frontend.sip.stack;
