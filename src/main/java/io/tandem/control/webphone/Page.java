package io.tandem.control.webphone;

/** A page that listens. */
interface Page {

    /** Tells it without blocking; false when it is gone, or so slow that it must come again. */
    boolean tell(Notice notice);
}
