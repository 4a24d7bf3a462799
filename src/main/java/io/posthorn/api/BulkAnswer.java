package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Map;

/**
 * What an action by filter would do, or did. What does not apply is null.
 *
 * @param action which
 * @param dryRun whether nothing was done
 * @param filter the filter, ended at the instant of the count: with it the count holds for later
 * @param deliveries how many it would change
 * @param changed how many it changed
 * @param underWay how many it left alone, since their attempts may have begun
 */
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_NULL)
record BulkAnswer(
        String action,
        boolean dryRun,
        Map<String, String> filter,
        Integer deliveries,
        Integer changed,
        Integer underWay) {}
