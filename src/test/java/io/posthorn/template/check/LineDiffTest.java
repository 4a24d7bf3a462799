package io.posthorn.template.check;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LineDiffTest {

    @Test
    void changesThatStandApartAreToldApart() {
        List<LineDiff.Hunk> hunks = LineDiff.hunks("a\nb\nc\nd\ne\nf\ng\nh\n", "A\nb\nc\nd\ne\nf\ng\nH\n");

        assertThat(hunks)
                .containsExactly(
                        new LineDiff.Hunk(1, "- a\n+ A\n  b\n  c\n", "-a\n+A"),
                        new LineDiff.Hunk(6, "  f\n  g\n- h\n+ H\n", "-h\n+H"));
    }

    @Test
    void theSameLinesHaveNoHunks() {
        assertThat(LineDiff.hunks("a\nb\n", "a\nb")).isEmpty();
        assertThat(LineDiff.of("a\nb\n", "a\nb")).isEmpty();
    }

    @Test
    void aLongLineIsShownWhereItChanges() {
        String start = "s".repeat(1000);
        String end = "e".repeat(1000);

        List<String> diff =
                LineDiff.of(start + "old" + end, start + "new" + end).lines().toList();

        assertThat(diff).hasSize(3);
        assertThat(diff.get(1))
                .startsWith("- …sss")
                .contains("sssoldeee")
                .endsWith("e…")
                .hasSizeLessThan(250);
        assertThat(diff.get(2)).startsWith("+ …sss").contains("sssneweee");
    }

    @Test
    void aCutLeavesNoHalfCharacter() {
        String long1 = "x" + "🫖".repeat(500);

        String diff = LineDiff.of(long1, "y" + long1);

        assertThat(diff.codePoints().noneMatch(c -> c >= 0xD800 && c <= 0xDFFF)).isTrue();
    }

    @Test
    void whatIsTooMuchIsCutOff() {
        StringBuilder after = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            after.append(i).append('\n');
        }

        List<String> diff = LineDiff.of("", after.toString()).lines().toList();

        assertThat(diff).hasSize(62).endsWith("+ 59", "… and more");
        LineDiff.Hunk hunk = LineDiff.hunks("", after.toString()).get(0);
        assertThat(hunk.changed()).endsWith("+499");
    }
}
