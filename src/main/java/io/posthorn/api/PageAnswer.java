package io.posthorn.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;

/**
 * Some of the mails that were asked for.
 *
 * @param mails newest first
 * @param next where the others are; null if there are none
 */
@RegisterForReflection
record PageAnswer(
        List<MailAnswer> mails,
        @JsonInclude(JsonInclude.Include.NON_NULL) String next) {}
