package io.posthorn.template;

import io.posthorn.template.check.QuteTags;
import io.quarkus.qute.Expression;
import io.quarkus.qute.SectionBlock;
import io.quarkus.qute.SectionNode;
import io.quarkus.qute.TemplateNode;
import java.util.List;
import java.util.Set;

/**
 * Follows the markup of a file as a browser would and refuses data where escaping does not make them harmless: outside
 * quotes in a tag, in styles and comments, in attributes that are code or links. Each file and each branch must begin
 * and end between the same two tags, so that what holds for the file holds for the mail.
 */
final class MarkupCheck {

    private static final Set<String> PLAIN_ATTRIBUTES = Set.of(
            "title", "alt", "lang", "dir", "class", "width", "height", "align", "colspan", "rowspan", "role",
            "summary");
    private static final Set<String> LINK_ATTRIBUTES = Set.of("href", "src", "background", "cite");
    private static final Set<String> NO_DATA_IN = Set.of("base", "meta", "link");

    private final String path;
    private final QuteTags tags;
    private int reached = 1;
    private final MarkupPosition position = new MarkupPosition();

    private MarkupCheck(String path, String source) {
        this.path = path;
        this.tags = new QuteTags(source);
    }

    /** Refuses with a {@link BrokenTemplateException} that says where. */
    static void check(String path, String source, List<TemplateNode> nodes) {
        MarkupCheck check = new MarkupCheck(path, source);
        check.visit(nodes);
        if (!check.position.betweenTags()) {
            throw new BrokenTemplateException(
                    path,
                    check.position.openedIn(),
                    "the file ends within " + check.position + " that begins here; close it");
        }
    }

    private void visit(List<TemplateNode> nodes) {
        for (TemplateNode node : nodes) {
            if (node.isText()) {
                text(node);
            } else if (node.isExpression()) {
                expression(node);
            } else if (node.isSection()) {
                section(node.asSection());
            }
        }
    }

    private void text(TemplateNode node) {
        try {
            reached = Math.max(reached, tags.line(node.getOrigin().getLine(), 1));
            position.read(node.asText().getValue(), reached);
            reached = position.line();
        } catch (IllegalArgumentException e) {
            throw new BrokenTemplateException(path, position.line(), e.getMessage());
        }
    }

    private void section(SectionNode section) {
        boolean include =
                section.getName().equals("include") || section.getName().equals("insert");
        reached = line(section);
        int begin = reached;
        if (!position.betweenTags() && (include || !position.inPlainValue() || isLink())) {
            throw misplaced("{#" + section.getName() + "}", "");
        }
        MarkupPosition before = position.copy();
        for (SectionBlock block : section.getBlocks()) {
            visit(block.nodes);
            if (!position.sameAs(before)) {
                throw new BrokenTemplateException(
                        path,
                        begin,
                        "{#" + section.getName() + "} ends within " + position + ", and begins within " + before
                                + "; each branch holds whole tags");
            }
            position.resetTo(before);
        }
    }

    private void expression(TemplateNode node) {
        reached = line(node);
        if (position.betweenTags()) {
            return;
        }
        if (!position.inPlainValue()) {
            throw misplaced("data", "; put the attribute's value in quotes");
        }
        String attribute = position.attribute();
        if (NO_DATA_IN.contains(position.tag())) {
            throw broken(node, "data cannot stand in <" + position.tag() + ">");
        }
        if (isLink()) {
            link(node);
        } else if (!PLAIN_ATTRIBUTES.contains(attribute) && !attribute.startsWith("aria-")) {
            throw broken(node, "data cannot stand in the attribute “" + attribute + "”");
        }
        position.data();
    }

    private boolean isLink() {
        return LINK_ATTRIBUTES.contains(position.attribute());
    }

    private void link(TemplateNode node) {
        Expression expression = node.getExpressions().get(0);
        List<Expression.Part> parts = expression.getParts();
        Expression.Part last = parts.get(parts.size() - 1);
        String function = last.isVirtualMethod() ? last.getName() : "";
        String before = position.value();
        boolean whole = before.isEmpty() && function.equals("url");
        boolean part = position.afterFixedHost() && function.equals("encoded");
        if (!whole && !part) {
            throw broken(
                    node,
                    "a link from data is written {" + expression.toOriginalString()
                            + ".url()} as the whole value, or .encoded() after a fixed https://host/");
        }
    }

    /** Told where that begins in which it cannot stand: more often than not, its end is missing. */
    private BrokenTemplateException misplaced(String what, String mend) {
        int begin = position.openedIn();
        return begin == reached
                ? new BrokenTemplateException(path, reached, what + " cannot stand within " + position + mend)
                : new BrokenTemplateException(
                        path,
                        begin,
                        position + " begins here and does not end before line " + reached + ", where " + what
                                + " cannot stand; is a quote or > missing?");
    }

    private BrokenTemplateException broken(TemplateNode node, String message) {
        return new BrokenTemplateException(path, line(node), message);
    }

    private int line(TemplateNode node) {
        TemplateNode.Origin origin = node.getOrigin();
        return Math.max(reached, tags.line(Math.max(1, origin.getLine()), origin.getLineCharacterStart()));
    }
}
