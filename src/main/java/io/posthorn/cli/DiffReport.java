package io.posthorn.cli;

import io.posthorn.template.CandidateSet;
import io.posthorn.template.diff.MailDiff;

/** How the differences between two sets are written: one mail after the other, as they are found. */
interface DiffReport {

    void begin(CandidateSet before, CandidateSet after);

    void mail(MailDiff diff);

    /** @param requests what became of the mails of real requests, or null if none were asked for */
    void end(DiffTally samples, DiffTally requests);
}
