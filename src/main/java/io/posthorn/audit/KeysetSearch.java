package io.posthorn.audit;

import jakarta.persistence.EntityManager;
import jakarta.persistence.TypedQuery;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.function.LongSupplier;

/**
 * One search for ids, newest first. It reads candidates {@code e} from an index in that order, no more than
 * {@link #WINDOW} by one statement, and keeps those that fit: it costs as much as the page when much fits, and no more
 * than its windows when nothing does.
 */
final class KeysetSearch {

    /** Candidates that one statement looks at. */
    static final int WINDOW = 10_000;

    /** No further window after that; what has not been reached is left for the next page. */
    static final Duration PATIENCE = Duration.ofSeconds(1);

    private final String entity;
    private final String key;
    private final String projection;
    private final StringJoiner candidates = new StringJoiner(" and ");
    private final StringJoiner fitting = new StringJoiner(" and ", " where ", "").setEmptyValue("");
    private final Map<String, Object> candidateParameters = new HashMap<>();
    private final Map<String, Object> fittingParameters = new HashMap<>();
    private String join = "";

    /** Candidates are rows of the entity; its key is the mail's id, and the projection is what {@link #fit} may see. */
    KeysetSearch(String entity, String key, String projection) {
        this.entity = entity;
        this.key = key;
        this.projection = projection;
        candidates.add("e." + key + " between :lowest and :highest");
    }

    /** Only rows {@code e} of which this holds are candidates: an index knows them. */
    void candidate(String condition) {
        candidates.add(condition);
    }

    /** The same for an equality; a null value asks nothing. */
    void candidate(String expression, String parameter, Object value) {
        if (value != null) {
            candidates.add(expression + " = :" + parameter);
            candidateParameters.put(parameter, value);
        }
    }

    /** Candidates {@code c} must fit this too. */
    void fit(String condition) {
        fitting.add(condition);
    }

    /** The same for an equality; a null value asks nothing. */
    void fit(String expression, String parameter, Object value) {
        if (value != null) {
            fitting.add(expression + " = :" + parameter);
            parameter(parameter, value);
        }
    }

    /** A parameter of what must fit. */
    void parameter(String name, Object value) {
        fittingParameters.put(name, value);
    }

    /** What must fit is on another table. */
    void join(String clause) {
        join = " join " + clause;
    }

    /** At most {@code limit} ids of the range; its patience is measured by a clock that never goes back. */
    Scan run(EntityManager entities, IdRange range, int limit, LongSupplier nanoTime) {
        long begin = nanoTime.getAsLong();
        List<UUID> ids = new ArrayList<>();
        UUID horizon = range.highest();
        do {
            IdRange rest = range.upTo(horizon);
            ids.addAll(page(entities, rest, limit + 1 - ids.size()));
            if (ids.size() > limit) {
                return new Scan(ids.subList(0, limit), ids.get(limit));
            }
            List<UUID> last = lastCandidate(entities, rest);
            if (last.isEmpty()) {
                return new Scan(ids, null);
            }
            horizon = last.get(0);
            // The rest of that mail's rows may lie beyond the window: it is looked at again.
            ids.remove(horizon);
        } while (nanoTime.getAsLong() - begin < PATIENCE.toNanos());
        return new Scan(ids, horizon);
    }

    private List<UUID> page(EntityManager entities, IdRange range, int wanted) {
        String hql = "select distinct c.id as id from (select e." + key + " as id" + projection + candidates()
                + " limit " + WINDOW + ") c" + join + fitting + " order by id desc";
        TypedQuery<UUID> query = bind(entities, hql, range).setMaxResults(wanted);
        fittingParameters.forEach(query::setParameter);
        return query.getResultList();
    }

    private List<UUID> lastCandidate(EntityManager entities, IdRange range) {
        String hql = "select e." + key + candidates() + " limit 1 offset " + (WINDOW - 1);
        return bind(entities, hql, range).getResultList();
    }

    private String candidates() {
        return " from " + entity + " e where " + candidates + " order by e." + key + " desc";
    }

    private TypedQuery<UUID> bind(EntityManager entities, String hql, IdRange range) {
        TypedQuery<UUID> query = entities.createQuery(hql, UUID.class)
                .setParameter("lowest", range.lowest())
                .setParameter("highest", range.highest());
        candidateParameters.forEach(query::setParameter);
        return query;
    }
}
