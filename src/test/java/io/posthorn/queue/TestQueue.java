package io.posthorn.queue;

import io.posthorn.testing.Settings;

/** Parts of the queue by themselves. */
public final class TestQueue {

    private TestQueue() {}

    /** Peers that never looked, and so know of nobody. */
    public static Peers noPeers() {
        return new Peers(null, null, Settings.read(QueueConfig.class));
    }
}
