package io.tandem.http;

/** One section of {@code GET /status}. */
public interface StatusSource {

    /** Its key in the JSON object. */
    String section();

    /** Its value now, a tree of JDK values or a record; asked on every request, so it must not block. */
    Object status();
}
