package io.posthorn.template;

import io.quarkus.qute.IncludeSectionHelper;
import io.quarkus.qute.ResultNode;
import io.quarkus.qute.Scope;
import io.quarkus.qute.SectionHelper;
import io.quarkus.qute.SectionHelperFactory;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Qute's include, paid for. */
record BoundedInclude(SectionHelper include) implements SectionHelper {

    @Override
    public CompletionStage<ResultNode> resolve(SectionResolutionContext context) {
        RenderState.of(context.resolutionContext()).spendSteps(1);
        return include.resolve(context);
    }

    static final class Factory implements SectionHelperFactory<BoundedInclude> {

        private final IncludeSectionHelper.Factory qute = new IncludeSectionHelper.Factory();

        @Override
        public List<String> getDefaultAliases() {
            return qute.getDefaultAliases();
        }

        @Override
        public ParametersInfo getParameters() {
            return qute.getParameters();
        }

        @Override
        public boolean treatUnknownSectionsAsBlocks() {
            return qute.treatUnknownSectionsAsBlocks();
        }

        @Override
        public MissingEndTagStrategy missingEndTagStrategy() {
            return MissingEndTagStrategy.ERROR;
        }

        @Override
        public Scope initializeBlock(Scope outerScope, BlockInfo block) {
            return qute.initializeBlock(outerScope, block);
        }

        @Override
        public BoundedInclude initialize(SectionInitContext context) {
            return new BoundedInclude(qute.initialize(context));
        }
    }
}
