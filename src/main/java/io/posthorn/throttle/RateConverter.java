package io.posthorn.throttle;

import org.eclipse.microprofile.config.spi.Converter;

/** Reads a {@link Rate} from the configuration. */
public final class RateConverter implements Converter<Rate> {

    private static final long serialVersionUID = 1L;

    @Override
    public Rate convert(String text) {
        return text.isBlank() ? null : Rate.parse(text);
    }
}
