package io.posthorn.queue;

import jakarta.enterprise.inject.Vetoed;

/** An instance that has been alive for long enough to judge others. */
@Vetoed
final class LivingInstance extends InstanceLease {

    LivingInstance() {
        super(null, null, null, null, null, "here");
    }

    @Override
    public boolean isSteady() {
        return true;
    }
}
