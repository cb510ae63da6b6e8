package io.tandem.frontend.sip.stack;

import gov.nist.javax.sip.message.SIPResponse;

/** Hears what became of a request of ours, on a thread of the stack: it must hand over and return. */
public interface ClientListener {

    /** A response came; provisional ones too. */
    void answered(SIPResponse response);

    /**
     * None came, or the request could not be sent.
     *
     * @param status that counts as the answer (RFC 3261 §8.1.3.1): 408 when none came in time, 503 when nobody can be reached
     */
    void failed(int status, String why);
}
