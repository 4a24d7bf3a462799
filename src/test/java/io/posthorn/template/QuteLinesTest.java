package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;

import io.posthorn.template.check.Place;
import io.quarkus.qute.TemplateNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class QuteLinesTest {

    @Test
    void linesWithinCommentsLiteralsAndTagsCount() {
        String text = """
                {name}
                {|a {
                b
                |}{name}
                {! one
                two !}{name} {#if
                name}
                {name}{/if} { not a tag \\{neither} {name}
                """;
        TemplateVersion version =
                new SmallSet().body("x").file("note/en.txt", text).note();

        List<Integer> lines = new ArrayList<>();
        collect(version, version.parsed("note/en.txt").getNodes(), lines);

        assertThat(lines).containsExactly(1, 4, 6, 6, 8, 8);
    }

    private static void collect(TemplateVersion version, List<TemplateNode> nodes, List<Integer> lines) {
        for (TemplateNode node : nodes) {
            if (!node.isText()) {
                Place place = version.place(node.getOrigin());
                assertThat(place.file()).isEqualTo("note/en.txt");
                lines.add(place.line());
            }
            if (node.isSection()) {
                node.asSection().getBlocks().forEach(block -> collect(version, block.nodes, lines));
            }
        }
    }
}
