package io.posthorn.template;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.Results;
import io.quarkus.qute.ValueResolver;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Names of the data, and nothing else of a map: {@code size} or {@code values} are fields like any other. A field that
 * is null is as good as absent.
 */
final class DataResolver implements ValueResolver {

    @Override
    public boolean appliesTo(EvalContext context) {
        return context.getBase() instanceof Map && context.getParams().isEmpty();
    }

    @Override
    public CompletionStage<Object> resolve(EvalContext context) {
        Map<?, ?> map = (Map<?, ?>) context.getBase();
        Object value = map.get(context.getName());
        if (value == null) {
            RenderState.of(context).missed(map, context.getName());
            return Results.notFound(context);
        }
        return CompletedStage.of(value);
    }
}
