package io.posthorn.template;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set that changes on the disk is swapped in whole or not at all. */
class SetSwapTest {

    private static final String COMMIT_A = "a".repeat(40);
    private static final String COMMIT_B = "b".repeat(40);

    @TempDir
    Path directory;

    @Test
    void aSavedFileIsInForceAtTheNextLook() throws IOException {
        TemplateCatalog catalog = plain();
        LoadedSet before = catalog.state().set();

        Files.writeString(directory.resolve("note/en.txt"), "changed {name}");
        catalog.refresh();

        assertThat(catalog.state().set().hash()).isNotEqualTo(before.hash());
        assertThat(catalog.current("note").orElseThrow().ref())
                .isNotEqualTo(before.templates().get("note").ref());
    }

    @Test
    void nothingIsSwappedWhenNothingChanged() throws IOException {
        TemplateCatalog catalog = plain();
        List<TemplateCatalog.State> seen = new ArrayList<>();
        catalog.follow(seen::add);
        LoadedSet before = catalog.state().set();

        catalog.refresh();
        Files.writeString(directory.resolve("note/en.txt"), Files.readString(directory.resolve("note/en.txt")));
        Files.writeString(directory.resolve("note/.en.txt.swp"), "an editor's");
        catalog.refresh();

        assertThat(catalog.state().set()).isSameAs(before);
        assertThat(seen).isEmpty();
    }

    @Test
    void aBrokenSetIsRefusedWithFileAndLineAndTheOldOneStaysUntilItIsMended() throws IOException {
        TemplateCatalog catalog = plain();
        LoadedSet before = catalog.state().set();
        String good = Files.readString(directory.resolve("note/en.html"));

        Files.writeString(directory.resolve("note/en.html"), "<p>\n{#if}");
        catalog.refresh();

        assertThat(catalog.state().set()).isSameAs(before);
        assertThat(catalog.state().refused())
                .get()
                .satisfies(refused -> assertThat(refused.reason()).contains("note/en.html, line 2"));

        Files.writeString(directory.resolve("note/en.html"), good);
        catalog.refresh();

        assertThat(catalog.state().refused()).isEmpty();
        assertThat(catalog.state().set()).isSameAs(before);
    }

    @Test
    void aDirectoryThatIsGoneLeavesTheSetInForce() throws IOException {
        Path linked = directory.resolve("current");
        Files.createSymbolicLink(linked, set("one"));
        TemplateCatalog catalog = new TemplateCatalog(Limits.directory(linked));

        Files.delete(linked);
        catalog.refresh();

        assertThat(catalog.current("note")).isPresent();
        assertThat(catalog.state().refused()).isPresent();
    }

    @Test
    void aLinkThatIsSwappedBringsTheWholeSetAndItsCommit() throws IOException {
        Path checkouts = Files.createDirectories(directory.resolve(".worktrees"));
        new SmallSet().body("first").writeTo(checkouts.resolve(COMMIT_A).resolve("mail/set"));
        new SmallSet().body("second").writeTo(checkouts.resolve(COMMIT_B).resolve("mail/set"));
        Path link = directory.resolve("current");
        Files.createSymbolicLink(link, Path.of(".worktrees", COMMIT_A));
        TemplateCatalog catalog = new TemplateCatalog(Limits.directory(link.resolve("mail/set")));
        assertThat(catalog.state().set().revision()).isEqualTo(COMMIT_A);

        swap(link, Path.of(".worktrees", COMMIT_B));
        catalog.refresh();

        assertThat(catalog.state().set().revision()).isEqualTo(COMMIT_B);
        assertThat(catalog.current("note").orElseThrow().files().text("note/en.txt"))
                .contains("second");
    }

    @Test
    void aConfigMapIsFollowedThroughItsDataLink() throws IOException {
        new SmallSet().body("first").writeTo(directory.resolve("..2026_11_23"));
        new SmallSet().body("second").writeTo(directory.resolve("..2026_11_24"));
        Path data = directory.resolve("..data");
        Files.createSymbolicLink(data, Path.of("..2026_11_23"));
        for (String key : List.of("posthorn.yaml", "note", "_layouts", "_partials", "messages_en.properties")) {
            Files.createSymbolicLink(directory.resolve(key), Path.of("..data", key));
        }
        TemplateCatalog catalog = new TemplateCatalog(Limits.directory(directory));

        swap(data, Path.of("..2026_11_24"));
        catalog.refresh();

        assertThat(catalog.current("note").orElseThrow().files().text("note/en.txt"))
                .contains("second");
        assertThat(catalog.state().set().revision()).startsWith("sha256:");
    }

    @Test
    void noSetIsEverMixedHoweverFastTheyAreSwapped() throws Exception {
        Path link = directory.resolve("current");
        Path[] sets = {set("one"), set("two")};
        Files.createSymbolicLink(link, sets[0]);
        TemplateCatalog catalog = new TemplateCatalog(Limits.directory(link));
        AtomicBoolean done = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            for (int i = 1; !done.get(); i++) {
                swap(link, sets[i % 2]);
            }
        });
        List<TemplateCatalog.State> seen = new ArrayList<>();
        catalog.follow(seen::add);

        swapping.start();
        try {
            for (int i = 0; i < 3_000 && seen.size() < 30; i++) {
                catalog.refresh();
            }
        } finally {
            done.set(true);
            swapping.join();
        }

        assertThat(seen).hasSizeGreaterThanOrEqualTo(2).allSatisfy(state -> {
            assertThat(state.refused()).isEmpty();
            SourceFiles files = state.set().templates().get("note").files();
            assertThat(files.text("note/en.txt").contains("one"))
                    .isEqualTo(files.text("note/de.txt").contains("one"))
                    .isEqualTo(files.text("_partials/a.html").contains("one"))
                    .isEqualTo(files.text("_partials/b.html").contains("one"));
        });
    }

    @Test
    void aLinkOutOfTheSetIsRefused() throws IOException {
        TemplateCatalog catalog = plain();

        Files.createSymbolicLink(directory.resolve("note/secret.html"), Path.of("/etc/passwd"));
        catalog.refresh();

        assertThat(catalog.state().refused())
                .get()
                .satisfies(refused -> assertThat(refused.reason()).contains("note/secret.html", "is a link"));
    }

    @Test
    void aDirectoryThatIsTooLargeIsRefused() throws IOException {
        TemplateCatalog catalog = plain();

        Path folder = Files.createDirectories(directory.resolve("many"));
        for (int i = 0; i <= SetFiles.MAX_FILES; i++) {
            Files.createFile(folder.resolve("f" + i));
        }
        catalog.refresh();

        assertThat(catalog.state().refused())
                .get()
                .satisfies(refused -> assertThat(refused.reason()).contains("is the directory the right one"));
    }

    @Test
    void aFileCanSayWhichRevisionTheSetIs() throws IOException {
        new SmallSet().file("REVISION", "v1.4.2\n").writeTo(directory);

        assertThat(new TemplateCatalog(Limits.directory(directory))
                        .state()
                        .set()
                        .revision())
                .isEqualTo("v1.4.2");
    }

    @Test
    void samplesAreReadWithEveryDigitAndTheirFaultsAreNamed() throws IOException {
        new SmallSet()
                .file("note/samples/b.json", "{\"amount\": 1.50, \"n\": 9007199254740993}")
                .file("note/samples/a.json", "{\"name\":\n oops}")
                .file("note/samples/deeper/c.json", "{}")
                .writeTo(directory);
        LoadedSet set = new TemplateCatalog(Limits.directory(directory)).state().set();

        assertThat(set.samples("note")).containsExactly("a", "b");
        assertThat(set.sample("note", "b").orElseThrow()).hasToString("{amount=1.50, n=9007199254740993}");
        assertThat(set.sample("note", "c")).isEmpty();
        assertThatThrownBy(() -> set.sample("note", "a")).hasMessageStartingWith("note/samples/a.json, line 2");
    }

    private TemplateCatalog plain() {
        new SmallSet().body("hello {name}").writeTo(directory);
        return new TemplateCatalog(Limits.directory(directory));
    }

    private Path set(String name) {
        Path set = directory.resolve(name);
        new SmallSet()
                .body(name)
                .file("_partials/a.html", name)
                .file("_partials/b.html", name)
                .writeTo(set);
        return set;
    }

    private static void swap(Path link, Path target) {
        try {
            Path next = link.resolveSibling("next-link");
            Files.deleteIfExists(next);
            Files.createSymbolicLink(next, target);
            Files.move(next, link, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
