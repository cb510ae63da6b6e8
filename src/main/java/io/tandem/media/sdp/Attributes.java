package io.tandem.media.sdp;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The a= lines of one level of a description, in order. */
record Attributes(List<Attribute> list) {

    /** One a= line; {@code value} is empty for a property such as {@code a=sendrecv}. */
    record Attribute(String name, String value) {}

    Attributes {
        list = List.copyOf(list);
    }

    boolean has(String name) {
        return values(name).findAny().isPresent();
    }

    /** Value of the first attribute of that name. */
    Optional<String> first(String name) {
        return values(name).findFirst();
    }

    Stream<String> values(String name) {
        return list.stream().filter(attribute -> attribute.name().equals(name)).map(Attribute::value);
    }

    /** The first value of that name as a whole number, or {@code absent} when it is missing or none. */
    int number(String name, int absent) {
        return first(name)
                .map(String::trim)
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(Integer::valueOf)
                .orElse(absent);
    }
}
