package io.posthorn.template;

import io.quarkus.qute.Expression;
import io.quarkus.qute.LoopSectionHelper;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Qute's loop, over lists only (a number would be counted up to) and paid for before it begins. */
record BoundedLoop(SectionHelper loop, Expression list) implements SectionHelper {

    @Override
    public CompletionStage<ResultNode> resolve(SectionResolutionContext context) {
        return context.resolutionContext().evaluate(list).thenCompose(value -> {
            if (!(value instanceof List<?> items)) {
                throw new Unrenderable("data-type", value, "must be a list: the template repeats something for each");
            }
            RenderState.of(context.resolutionContext()).spendSteps(items.size());
            return loop.resolve(context);
        });
    }

    static final class Factory implements SectionHelperFactory<BoundedLoop> {

        private final LoopSectionHelper.Factory qute = new LoopSectionHelper.Factory();

        @Override
        public List<String> getDefaultAliases() {
            return qute.getDefaultAliases();
        }

        @Override
        public ParametersInfo getParameters() {
            return qute.getParameters();
        }

        @Override
        public List<String> getBlockLabels() {
            return qute.getBlockLabels();
        }

        @Override
        public Scope initializeBlock(Scope outerScope, BlockInfo block) {
            return qute.initializeBlock(outerScope, block);
        }

        @Override
        public BoundedLoop initialize(SectionInitContext context) {
            return new BoundedLoop(qute.initialize(context), context.getExpression("iterable"));
        }
    }
}
