package io.tandem.http.socket;

import akka.http.javadsl.model.AttributeKey;
import io.netty.channel.ChannelPipeline;
import java.util.function.Consumer;

/** The connection of a request, as far as an answer may take it over from HTTP; an attribute of every request of the port. */
public interface TakeOver {

    /** Where a request has it. */
    AttributeKey<TakeOver> OF_REQUEST = AttributeKey.create("connection", TakeOver.class);

    /**
     * Once the answer to this request is written and was 101, {@code handlers} are added on the event loop and the bytes that follow are
     * theirs. To be called before the answer is given; any thread.
     */
    void afterSwitching(Consumer<ChannelPipeline> handlers);
}
