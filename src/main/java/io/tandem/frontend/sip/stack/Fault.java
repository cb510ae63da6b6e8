package io.tandem.frontend.sip.stack;

/** What is wrong with a message as it came off the wire, and the answer that fits. */
record Fault(int status, String phrase) {}
