package io.tandem.control.console;

import akka.stream.BoundedSourceQueue;
import akka.stream.QueueOfferResult;
import akka.util.ByteString;
import io.tandem.http.sse.ServerSentEvents;

/** One open stream of server-sent events. One that takes them too slowly is cut off: its browser comes back to a new snapshot. */
record Viewer(BoundedSourceQueue<ByteString> queue) {
    static final int WAITING = 1024;

    void send(String event, String data) {
        QueueOfferResult result = queue.offer(ServerSentEvents.event(event, data));
        if (result instanceof QueueOfferResult.Dropped$) {
            queue.complete();
        }
    }
}
