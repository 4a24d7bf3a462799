package io.posthorn.template;

import io.posthorn.template.markup.Links;
import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What a template can do with a value of the data: write it the way the locale does, or use it as a link. */
final class FormatResolver implements ValueResolver {

    static final Set<String> NAMES = Set.of("number", "money", "plural", "date", "dateTime", "url", "encoded");

    @Override
    public boolean appliesTo(EvalContext context) {
        return NAMES.contains(context.getName())
                && (context.getBase() instanceof String || context.getBase() instanceof Number);
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Object value = context.getBase();
        return switch (context.getName()) {
            case "money" ->
                argument(context)
                        .thenApply(code ->
                                attempted(value, () -> format(context).money(decimal(value), code.toString())));
            case "plural" ->
                argument(context)
                        .thenApply(name -> attempted(
                                value, () -> RenderState.of(context).locale().plural(decimal(value), name.toString())));
            default -> attempted(value, () -> written(context, value));
        };
    }

    private static CompletionStage<Object> argument(EvalContext context) {
        return context.evaluate(context.getParams().get(0));
    }

    private static <T> T attempted(Object value, Supplier<T> formatting) {
        try {
            return formatting.get();
        } catch (IllegalArgumentException e) {
            throw new Unrenderable("data-format", value, e.getMessage());
        }
    }

    private static CompletionStage<Object> written(EvalContext context, Object value) {
        String name = context.getName();
        if (name.equals("number")) {
            return CompletedStage.of(format(context).number(decimal(value)));
        }
        if (!(value instanceof String text)) {
            return Results.notFound(context);
        }
        return CompletedStage.of(
                switch (name) {
                    case "date" -> format(context).date(text);
                    case "dateTime" -> format(context).dateTime(text);
                    case "url" -> Links.checked(text);
                    case "encoded" ->
                        URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
                    default -> throw new IllegalStateException(name);
                });
    }

    private static LocaleFormat format(EvalContext context) {
        return RenderState.of(context).locale().format();
    }

    private static BigDecimal decimal(Object value) {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        }
        if (value instanceof BigInteger integer) {
            return new BigDecimal(integer);
        }
        if (value instanceof Integer || value instanceof Long) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw new IllegalArgumentException("must be a number");
    }
}
