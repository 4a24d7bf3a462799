package io.posthorn.template;

import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.interceptor.Interceptor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The templates that mail can be made with now: one whole set, checked as a whole and swapped as a whole. A set that is
 * broken is refused with file and line, and the one before it stays in force: at the start that is the last one that
 * any instance found good. Only if there is none does the start fail, with a {@link BrokenTemplateException}. Safe for
 * use by many threads.
 */
@Startup(Interceptor.Priority.LIBRARY_AFTER)
@ApplicationScoped
public class TemplateCatalog {

    private static final Logger LOG = Logger.getLogger(TemplateCatalog.class);
    private static final int TRIES_AT_START = 10;

    private final Optional<SetFolder> folder;
    private final Clock clock;
    private final List<Consumer<State>> followers = new CopyOnWriteArrayList<>();
    private SetFolder.Look looked;
    private volatile State state;

    /**
     * What is in force and what is not.
     *
     * @param set what mail is made with
     * @param refused the set that would have followed, if it may not
     */
    public record State(LoadedSet set, Optional<RefusedSet> refused) {}

    @Inject
    TemplateCatalog(TemplateConfig config, Clock clock, LastGoodSet lastGood) {
        this.folder = config.directory().map(SetFolder::new);
        this.clock = clock;
        this.state = folder.isEmpty() ? unquestioned(PackagedSet.read()) : ofFolder(lastGood);
        LOG.infof("Templates are of revision %s: %s", state.set().revision(), String.join(", ", names()));
    }

    TemplateCatalog(TemplateConfig config) {
        this(config, Clock.systemUTC(), null);
    }

    private State unquestioned(SetFiles files) {
        return new State(LoadedSet.of(files, clock.instant()), Optional.empty());
    }

    /** What the directory holds, or else the last set that was good enough for an instance before this one. */
    private State ofFolder(LastGoodSet lastGood) {
        try {
            return unquestioned(settled(folder.get()));
        } catch (BrokenTemplateException e) {
            SetFiles last =
                    Optional.ofNullable(lastGood).flatMap(LastGoodSet::find).orElseThrow(() -> e);
            LOG.warnf("Templates in the directory are broken: %s", e.getMessage());
            return new State(
                    LoadedSet.of(last, clock.instant()), Optional.of(new RefusedSet(e.getMessage(), clock.instant())));
        }
    }

    /** The template of that name as it is now, or empty if there is none. */
    public Optional<TemplateVersion> current(String name) {
        return Optional.ofNullable(state.set().templates().get(name));
    }

    /** The names of all templates. */
    public Set<String> names() {
        return state.set().templates().keySet();
    }

    /** What is in force, and what was refused since. */
    public State state() {
        return state;
    }

    /** Whether the set can change while the program runs. */
    public boolean changes() {
        return folder.isPresent();
    }

    /** Shows every new state to the follower, on the thread that looks; it must not take long. */
    public Runnable follow(Consumer<State> follower) {
        followers.add(follower);
        return () -> followers.remove(follower);
    }

    /** Looks at the directory, and swaps the set if there is another that is whole. One thread at a time. */
    synchronized void refresh() {
        if (folder.isEmpty()) {
            return;
        }
        try {
            SetFolder.Look look = folder.get().look();
            if (look.equals(looked)) {
                return;
            }
            Optional<SetFiles> files = folder.get().read(look);
            if (files.isPresent()) {
                looked = look;
                offer(files.get());
            }
        } catch (BrokenTemplateException e) {
            looked = null;
            refuse(e.getMessage());
        } catch (IOException | UncheckedIOException e) {
            looked = null;
            refuse("the directory cannot be read: " + e.getMessage());
        }
    }

    private void offer(SetFiles files) {
        LoadedSet before = state.set();
        if (files.hash().equals(before.hash()) && files.revision().equals(before.revision())) {
            change(new State(before, Optional.empty()));
            return;
        }
        try {
            LoadedSet set = LoadedSet.of(files, clock.instant());
            LOG.infof("Templates swapped: revision %s follows %s", set.revision(), before.revision());
            change(new State(set, Optional.empty()));
        } catch (BrokenTemplateException e) {
            refuse("revision " + files.revision() + ": " + e.getMessage());
        } catch (RuntimeException | StackOverflowError e) {
            LOG.error("A set of templates broke the check", e);
            refuse("revision " + files.revision() + " cannot be checked: " + e);
        }
    }

    private void refuse(String reason) {
        State now = state;
        if (now.refused().filter(refused -> refused.reason().equals(reason)).isEmpty()) {
            LOG.warnf(
                    "Templates not swapped, revision %s stays in force: %s",
                    now.set().revision(), reason);
            change(new State(now.set(), Optional.of(new RefusedSet(reason, clock.instant()))));
        }
    }

    private void change(State next) {
        if (!Objects.equals(state, next)) {
            state = next;
            followers.forEach(follower -> follower.accept(next));
        }
    }

    private SetFiles settled(SetFolder from) {
        try {
            for (int i = 0; i < TRIES_AT_START; i++) {
                looked = from.look();
                Optional<SetFiles> files = from.read(looked);
                if (files.isPresent()) {
                    return files.get();
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        throw new BrokenTemplateException(from.directory().toString(), 0, "changes all the time while it is read");
    }
}
