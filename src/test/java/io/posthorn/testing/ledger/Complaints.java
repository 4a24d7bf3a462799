package io.posthorn.testing.ledger;

import java.util.ArrayList;
import java.util.List;

/** Collects offences; when nothing is right, the first ones tell enough. */
final class Complaints {

    private static final int MOST = 10_000;

    private final List<Offence> offences = new ArrayList<>();

    void add(Offence.Kind kind, Object subject, String detail) {
        if (offences.size() < MOST) {
            offences.add(new Offence(kind, String.valueOf(subject), detail));
        }
    }

    List<Offence> all() {
        return offences;
    }
}
