package io.tandem.frontend.sip.dialog;

/** A header as text; a message may hold several of one name. */
public record HeaderField(String name, String value) {}
