package io.posthorn.template;

import io.quarkus.qute.CompletedStage;
import io.quarkus.qute.Engine;
import io.quarkus.qute.EvalContext;
import io.quarkus.qute.HtmlEscaper;
import io.quarkus.qute.IfSectionHelper;
import io.quarkus.qute.InsertSectionHelper;
import io.quarkus.qute.NamespaceResolver;
import io.quarkus.qute.SetSectionHelper;
import io.quarkus.qute.TemplateLocator;
import io.quarkus.qute.ValueResolvers;
import io.quarkus.qute.Variant;
import io.quarkus.qute.WhenSectionHelper;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A Qute engine for one version of one template. It knows the files of that version, the data, and the functions that
 * are listed here: no reflection, no beans, no configuration, nothing that runs a text as a template.
 */
final class Engines {

    static final Variant HTML = new Variant(Locale.ROOT, StandardCharsets.UTF_8, Variant.TEXT_HTML);
    static final Variant TEXT = new Variant(Locale.ROOT, StandardCharsets.UTF_8, Variant.TEXT_PLAIN);

    private Engines() {}

    static Engine of(SourceFiles files) {
        return Engine.builder()
                .strictRendering(true)
                .useAsyncTimeout(false)
                .addSectionHelpers(
                        new IfSectionHelper.Factory(),
                        new BoundedLoop.Factory(),
                        new BoundedInclude.Factory(),
                        new InsertSectionHelper.Factory(),
                        new SetSectionHelper.Factory(),
                        new WhenSectionHelper.Factory())
                .addValueResolvers(
                        new DataResolver(),
                        new FormatResolver(),
                        ValueResolvers.mapperResolver(),
                        ValueResolvers.collectionResolver(),
                        ValueResolvers.listResolver(),
                        ValueResolvers.thisResolver(),
                        ValueResolvers.orResolver(),
                        ValueResolvers.orEmpty(),
                        ValueResolvers.trueResolver(),
                        ValueResolvers.logicalAndResolver(),
                        ValueResolvers.logicalOrResolver(),
                        ValueResolvers.equalsResolver(),
                        ValueResolvers.plusResolver(),
                        ValueResolvers.minusResolver(),
                        ValueResolvers.modResolver())
                .addNamespaceResolver(namespace("mail", Engines::ofMail))
                .addNamespaceResolver(namespace(
                        "msg", (state, name) -> state.locale().messages().text(name)))
                .addResultMapper(new HtmlEscaper(List.of(Variant.TEXT_HTML)))
                .addLocator(id -> located(files, id))
                .build();
    }

    static Variant variant(String path) {
        return path.endsWith(".html") ? HTML : TEXT;
    }

    private static String ofMail(RenderState state, String name) {
        return switch (name) {
            case "locale" -> state.locale().tag();
            case "direction" -> state.locale().format().direction();
            case "start" -> state.locale().rightToLeft() ? "right" : "left";
            case "end" -> state.locale().rightToLeft() ? "left" : "right";
            case "subject" -> state.subject();
            default -> null;
        };
    }

    private interface Names {
        String get(RenderState state, String name);
    }

    private static NamespaceResolver namespace(String namespace, Names names) {
        return new NamespaceResolver() {
            @Override
            public String getNamespace() {
                return namespace;
            }

            @Override
            public CompletionStage<Object> resolve(EvalContext context) {
                String value = names.get(RenderState.of(context), context.getName());
                if (value == null) {
                    throw new Unrenderable(
                            "render-missing", null, "the template set has no " + namespace + ":" + context.getName());
                }
                return CompletedStage.of(value);
            }
        };
    }

    private static Optional<TemplateLocator.TemplateLocation> located(SourceFiles files, String path) {
        return files.has(path)
                ? Optional.of(new TemplateLocator.TemplateLocation() {
                    @Override
                    public Reader read() {
                        return new StringReader(files.text(path));
                    }

                    @Override
                    public Optional<Variant> getVariant() {
                        return Optional.of(variant(path));
                    }
                })
                : Optional.empty();
    }
}
