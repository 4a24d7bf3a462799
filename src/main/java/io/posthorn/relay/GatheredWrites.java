package io.posthorn.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.ServerChannel;
import io.netty.channel.SingleThreadEventLoop;
import java.net.InetSocketAddress;
import java.util.Iterator;

/**
 * Gathers what the mail client writes, which it does line by line, waiting for each to be gone: a system call a line is
 * two thirds of what a mail costs. Here a line is said to be gone at once, and what was gathered goes out together as
 * soon as the event loop comes round without more. That a write failed is then known by the connection's end instead;
 * what became of a mail is known by the reply to its final dot either way.
 *
 * <p>The client does not show its sockets, so they are looked up on the event loop it lives on. Where they cannot be
 * found mail goes out just the same, for more system calls.
 */
final class GatheredWrites extends ChannelOutboundHandlerAdapter {

    private static final int ENOUGH = 32 * 1024;
    private static final int DEEPEST = 32;
    private static final String NAME = "posthorn-gathered-writes";
    /** What Vert.x calls the last handler of a socket. */
    private static final String SOCKET = "handler";

    private ByteBuf gathered;
    private boolean scheduled;
    private int lines;

    /**
     * Serves all connections from this event loop, which must be the current one, to that port. False if some were
     * still being made: they are to be looked for again.
     */
    static boolean install(SingleThreadEventLoop loop, int port) {
        boolean complete = true;
        for (Iterator<Channel> all = loop.registeredChannelsIterator(); all.hasNext(); ) {
            Channel channel = all.next();
            if (channel.parent() != null || channel instanceof ServerChannel) {
                continue;
            }
            if (!(channel.remoteAddress() instanceof InetSocketAddress server)) {
                complete = false;
            } else if (server.getPort() == port
                    && channel.pipeline().get(SOCKET) != null
                    && channel.pipeline().get(NAME) == null) {
                channel.pipeline().addBefore(SOCKET, NAME, new GatheredWrites());
            }
        }
        return complete;
    }

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (!(message instanceof ByteBuf octets)) {
            drain(ctx);
            ctx.write(message, promise);
            return;
        }
        if (gathered == null) {
            gathered = ctx.alloc().buffer(ENOUGH / 8);
        }
        gathered.writeBytes(octets);
        octets.release();
        if (gathered.readableBytes() >= ENOUGH) {
            drain(ctx);
        }
        // The client writes the next line from within this call: every so often its stack must come down again.
        if (++lines % DEEPEST == 0) {
            ctx.executor().execute(promise::trySuccess);
        } else {
            promise.trySuccess();
        }
    }

    @Override
    public void flush(ChannelHandlerContext ctx) {
        if (gathered == null) {
            ctx.flush();
        } else if (!scheduled) {
            scheduled = true;
            comeRound(ctx, gathered.readableBytes());
        }
    }

    private void comeRound(ChannelHandlerContext ctx, int before) {
        ctx.executor().execute(() -> {
            int now = gathered == null ? 0 : gathered.readableBytes();
            if (now > before) {
                comeRound(ctx, now);
            } else {
                scheduled = false;
                drain(ctx);
            }
        });
    }

    private void drain(ChannelHandlerContext ctx) {
        if (gathered != null) {
            ByteBuf all = gathered;
            gathered = null;
            ctx.writeAndFlush(all);
        }
    }

    @Override
    public void close(ChannelHandlerContext ctx, ChannelPromise promise) {
        drain(ctx);
        ctx.close(promise);
    }

    @Override
    public void handlerRemoved(ChannelHandlerContext ctx) {
        if (gathered != null) {
            gathered.release();
            gathered = null;
        }
    }
}
