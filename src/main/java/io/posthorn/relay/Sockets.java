package io.posthorn.relay;

import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import java.net.InetSocketAddress;
import java.util.Iterator;

/**
 * The sockets of a mail client, which does not show them: they are looked up on the event loop it lives on, and equipped
 * with what the client lacks. Where an event loop does not tell, it goes without.
 */
final class Sockets {

    /** What Vert.x calls the last handler of a socket. */
    private static final String LAST = "handler";

    private Sockets() {}

    /**
     * Equips all connections from this event loop, which must be the current one, to that port.
     *
     * @return how many there are
     */
    static int equip(SingleThreadEventLoop loop, int port) {
        int equipped = 0;
        for (Iterator<Channel> all = loop.registeredChannelsIterator(); all.hasNext(); ) {
            Channel channel = all.next();
            if (channel.parent() == null
                    && !(channel instanceof ServerChannel)
                    && channel.remoteAddress() instanceof InetSocketAddress server
                    && server.getPort() == port
                    && equip(channel.pipeline())) {
                equipped++;
            }
        }
        return equipped;
    }

    private static boolean equip(ChannelPipeline pipeline) {
        if (pipeline.get(LAST) == null) {
            return false;
        }
        if (pipeline.get(ReplyGuard.NAME) == null) {
            pipeline.addBefore(LAST, ReplyGuard.NAME, new ReplyGuard());
            pipeline.addBefore(ReplyGuard.NAME, GatheredWrites.NAME, new GatheredWrites());
        }
        return true;
    }
}
