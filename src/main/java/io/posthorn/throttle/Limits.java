package io.posthorn.throttle;

import io.smallrye.config.WithConverter;
import java.util.Optional;
import java.util.OptionalInt;

/** What all replicas together keep to. Without a setting there is no such limit. */
public interface Limits {

    /** Attempts at a time. */
    OptionalInt concurrency();

    /** Attempts in a time, as in {@code 10/s}, {@code 600/m} or {@code 5000/h}, spread evenly. */
    @WithConverter(RateConverter.class)
    Optional<Rate> rate();
}
