package io.tandem.control.webphone;

import io.tandem.call.CallSpec;
import java.util.Map;

/** What a page is told of the calls for its name. */
sealed interface Notice {

    /** A call rings; {@code headers} are its non-standard SIP headers. */
    record Incoming(String id, String caller, String callee, Map<String, String> headers) implements Notice {
        static Incoming of(CallSpec call) {
            return new Incoming(call.id(), call.caller(), call.callee(), call.headers());
        }
    }

    /** It rings no more. */
    record Ended(String id, Reason reason) implements Notice {}

    /** Why a call rings no more. */
    enum Reason {
        /** Somebody took it: another page, or this one. */
        ANSWERED_ELSEWHERE("answeredElsewhere"),
        /** The caller gave up, or the call was ended from elsewhere. */
        CANCELLED("cancelled"),
        /** A page refused it. */
        DECLINED("declined"),
        /** Nobody took it in time. */
        TIMEOUT("timeout");

        private final String protocolName;

        Reason(String protocolName) {
            this.protocolName = protocolName;
        }

        String protocolName() {
            return protocolName;
        }
    }
}
