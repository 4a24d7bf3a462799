package io.posthorn.submission;

import io.posthorn.mail.Fault;
import io.posthorn.mail.Labels;
import java.util.List;

/** What came of reading a request. */
sealed interface Reading {

    /** What it is known by, as far as it said so properly. */
    Labels labels();

    /** Every field is valid in itself. */
    record Valid(MailRequest request) implements Reading {
        @Override
        public Labels labels() {
            return request.labels();
        }
    }

    /** At least one is not. */
    record Invalid(Labels labels, List<Fault> faults) implements Reading {}
}
