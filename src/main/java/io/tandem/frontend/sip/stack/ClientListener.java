package io.tandem.frontend.sip.stack;

/** Hears what became of a request of ours, on a thread of the stack: it must hand over and return. */
public interface ClientListener {

    /** A response came; provisional ones too. */
    void answered(int status);

    /** None came in time, or the request could not be sent. */
    void failed(String why);
}
