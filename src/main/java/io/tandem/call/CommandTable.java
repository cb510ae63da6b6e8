package io.tandem.call;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * What one state of a call does with each command. Building a table that forgets a command fails, so every state either handles or
 * refuses every command.
 */
final class CommandTable {
    private final Map<Class<? extends Command>, Consumer<Command>> handlers;

    private CommandTable(Map<Class<? extends Command>, Consumer<Command>> handlers) {
        this.handlers = handlers;
    }

    static Builder builder() {
        return new Builder();
    }

    void run(Command command) {
        Consumer<Command> handler = handlers.get(command.getClass());
        if (handler == null) {
            throw new IllegalStateException("no entry for " + command.getClass());
        }
        handler.accept(command);
    }

    /** Collects entries; the first entry of a command wins. */
    static final class Builder {
        private final Map<Class<? extends Command>, Consumer<Command>> handlers = new HashMap<>();

        <C extends Command> Builder on(Class<C> type, Consumer<C> handler) {
            handlers.putIfAbsent(type, command -> handler.accept(type.cast(command)));
            return this;
        }

        /** Takes over the entries of {@code other} that are not given here. */
        Builder orElse(CommandTable other) {
            other.handlers.forEach(handlers::putIfAbsent);
            return this;
        }

        /** Every command without an entry goes to {@code handler}. */
        Builder otherwise(Consumer<Command> handler) {
            for (Class<?> type : Command.class.getPermittedSubclasses()) {
                handlers.putIfAbsent(type.asSubclass(Command.class), handler);
            }
            return this;
        }

        CommandTable build() {
            for (Class<?> type : Command.class.getPermittedSubclasses()) {
                if (!handlers.containsKey(type)) {
                    throw new IllegalStateException("no entry for command " + type.getSimpleName());
                }
            }
            return new CommandTable(Map.copyOf(handlers));
        }
    }
}
