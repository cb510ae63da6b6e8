package io.tandem.call;

import akka.actor.typed.Behavior;
import java.util.function.Function;

/**
 * A controller that comes with a call.
 *
 * @param name what listings and records call it
 * @param relay makes its actor, in the thread of the call
 */
public record Agent(String name, Function<LiveCall, Behavior<AgentRelay.Command>> relay) {}
