package io.posthorn.template;

import io.agroal.api.AgroalDataSource;
import io.posthorn.mail.TemplateRef;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The sources of every version that a mail was made with, in PostgreSQL by hash, so that any mail can be rebuilt
 * after its template has changed. Blocks; safe for use by many threads.
 */
@ApplicationScoped
public class TemplateArchive {

    private static final int REMEMBERED = 64;
    private static final String INSERT =
            "insert into template_version (hash, name, source, revision) values (?, ?, ?, ?) on conflict do nothing";
    private static final String SELECT = "select source from template_version where hash = ?";

    private final AgroalDataSource database;
    private final TemplateCatalog catalog;
    private final Set<TemplateRef> kept = ConcurrentHashMap.newKeySet();
    private final Map<TemplateRef, TemplateVersion> rebuilt = Collections.synchronizedMap(new Recent());

    TemplateArchive(AgroalDataSource database, TemplateCatalog catalog) {
        this.database = database;
        this.catalog = catalog;
    }

    /**
     * Makes sure that the version's source is in the database; asks the database once per version and process. To be
     * called outside of a transaction, so that nothing can take it back.
     *
     * @throws IllegalStateException if the database does not answer; worth trying again
     */
    public void keep(TemplateVersion version) {
        if (kept.contains(version.ref())) {
            return;
        }
        try (Connection connection = database.getConnection();
                PreparedStatement insert = connection.prepareStatement(INSERT)) {
            if (!connection.getAutoCommit()) {
                throw new IllegalStateException("a template version is kept outside of transactions");
            }
            insert.setBytes(1, octets(version.ref()));
            insert.setString(2, version.ref().name());
            insert.setBytes(3, version.source());
            insert.setString(4, revision(version));
            insert.executeUpdate();
        } catch (SQLException e) {
            throw new IllegalStateException("the source of " + version.ref().name() + " could not be kept", e);
        }
        kept.add(version.ref());
    }

    /** Of the set in force, unless it was swapped just now and has another version. */
    private String revision(TemplateVersion version) {
        LoadedSet set = catalog.state().set();
        return version.equals(set.templates().get(version.ref().name())) ? set.revision() : null;
    }

    /**
     * The version of a mail: the current one if it is the same, else the one that was kept.
     *
     * @throws IllegalStateException if it was never kept, is damaged, or the database does not answer
     */
    public TemplateVersion load(TemplateRef ref) {
        TemplateVersion current =
                catalog.current(ref.name()).filter(v -> v.ref().equals(ref)).orElse(null);
        if (current != null) {
            return current;
        }
        TemplateVersion known = rebuilt.get(ref);
        if (known == null) {
            known = TemplateVersion.rebuild(ref.name(), source(ref));
            if (!known.ref().equals(ref)) {
                throw new IllegalStateException("what was kept of " + ref + " is damaged: it hashes to "
                        + known.ref().version());
            }
            rebuilt.put(ref, known);
        }
        return known;
    }

    private byte[] source(TemplateRef ref) {
        try (Connection connection = database.getConnection();
                PreparedStatement select = connection.prepareStatement(SELECT)) {
            select.setBytes(1, octets(ref));
            try (ResultSet row = select.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalStateException("version " + ref.version() + " of template " + ref.name()
                            + " is neither current nor in table template_version");
                }
                return row.getBytes(1);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the source of " + ref.name() + " could not be read", e);
        }
    }

    private static byte[] octets(TemplateRef ref) {
        return HexFormat.of().parseHex(ref.hash());
    }

    /** The versions asked for last. */
    private static final class Recent extends LinkedHashMap<TemplateRef, TemplateVersion> {

        private static final long serialVersionUID = 1L;

        Recent() {
            super(REMEMBERED, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<TemplateRef, TemplateVersion> eldest) {
            return size() > REMEMBERED;
        }
    }
}
