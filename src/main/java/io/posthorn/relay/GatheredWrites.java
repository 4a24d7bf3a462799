package io.posthorn.relay;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Gathers what the mail client writes, which it does line by line, waiting for each to be gone: a system call a line is
 * two thirds of what a mail costs. Here a line is said to be gone at once, and what was gathered goes out together as
 * soon as the event loop comes round without more. That a write failed is then known by the connection's end instead;
 * what became of a mail is known by the reply to its final dot either way. Without this, mail goes out just the same, for
 * more system calls.
 */
final class GatheredWrites extends ChannelOutboundHandlerAdapter {

    static final String NAME = "posthorn-gathered-writes";

    private static final int ENOUGH = 32 * 1024;
    private static final int DEEPEST = 32;

    private ByteBuf gathered;
    private boolean scheduled;
    private int lines;

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
