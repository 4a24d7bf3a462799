package io.posthorn.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOption;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Holds a server to one reply for each command, and to one that is a possible answer (RFC 5321 section 4.2). The mail
 * client does not: it takes a reply that nobody asked for as the answer to its next command, so that from there on each
 * answer is another command's, and a mail counts as taken that was refused; it goes on after whatever is said to DATA and
 * to STARTTLS; and a reply without end it collects for as long as it comes. Here the connection ends instead. What was
 * under way on it is in doubt, unless it is certain that MAIL had not been said. Nor does the client notice when a server
 * hangs up that has not greeted: here it is told.
 *
 * <p>Commands are told from the lines of a message by what was answered to DATA. A guard that comes to a connection late
 * lets pass what it cannot judge until the next command.
 */
final class ReplyGuard extends ChannelDuplexHandler {

    static final String NAME = "posthorn-reply-guard";

    private static final int LARGEST_REPLY = 64 * 1024;
    /** What the client is told in place of a greeting; no reply, so what it is about is in doubt. */
    static final String HUNG_UP = "the connection ended without a reply";

    private static final String UNASKED = "the relay sent a reply that nobody asked for";
    private static final String ENDLESS = "the relay sent a reply of more than " + LARGEST_REPLY + " octets";
    private static final byte[] EHLO = ascii("EHLO ");
    private static final byte[] HELO = ascii("HELO ");
    private static final byte[] MAIL = ascii("MAIL ");
    private static final byte[] STARTTLS = ascii("STARTTLS\r\n");
    private static final byte[] DATA = ascii("DATA\r\n");
    private static final byte[] DOT = ascii(".\r\n");

    private enum Command {
        /** None: whatever comes was not asked for. */
        NONE,
        /** There may be one that was not seen. */
        UNKNOWN,
        /** EHLO or HELO. */
        HELLO,
        STARTTLS,
        MAIL,
        DATA,
        DOT,
        OTHER
    }

    private ReplyLines lines = new ReplyLines();
    private Command asked = Command.UNKNOWN;
    private boolean fromTheStart;
    private boolean mailAtStake;
    private boolean inMessage;
    private boolean broken;
    private int octets;

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        if (message instanceof ByteBuf line) {
            if (!inMessage) {
                ask(command(line));
            } else if (same(line, DOT)) {
                inMessage = false;
                ask(Command.DOT);
            }
        }
        ctx.write(message, promise);
    }

    private void ask(Command command) {
        if (asked == Command.UNKNOWN) {
            lines = new ReplyLines();
            fromTheStart = command == Command.HELLO;
        }
        mailAtStake |= command == Command.MAIL;
        asked = command;
        octets = 0;
    }

    private static Command command(ByteBuf line) {
        if (same(line, DATA)) {
            return Command.DATA;
        }
        if (same(line, STARTTLS)) {
            return Command.STARTTLS;
        }
        if (begins(line, EHLO) || begins(line, HELO)) {
            return Command.HELLO;
        }
        return begins(line, MAIL) ? Command.MAIL : Command.OTHER;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (!(message instanceof ByteBuf received)) {
            ctx.fireChannelRead(message);
            return;
        }
        try {
            while (received.isReadable() && !broken) {
                handOn(ctx, received);
            }
        } finally {
            received.release();
        }
    }

    /** Hands on what was received up to the end of a reply, or all of it; the client may give its next command meanwhile. */
    private void handOn(ChannelHandlerContext ctx, ByteBuf received) {
        if (asked == Command.NONE) {
            breakOff(ctx, broken(UNASKED));
            return;
        }
        int length = 0;
        boolean end = false;
        while (length < received.readableBytes() && !end) {
            end = lines.endsReply(received.getByte(received.readerIndex() + length++));
        }
        octets += length;
        boolean answer = end && asked != Command.UNKNOWN;
        IOException fault = octets > LARGEST_REPLY ? broken(ENDLESS) : answer ? fault(lines.code()) : null;
        if (fault != null) {
            breakOff(ctx, fault);
            return;
        }
        if (answer) {
            inMessage = asked == Command.DATA && lines.code() == 354;
            mailAtStake &= asked != Command.DOT;
            asked = Command.NONE;
        }
        ctx.fireChannelRead(received.readRetainedSlice(length));
        if (end && received.isReadable()) {
            breakOff(ctx, broken(UNASKED));
        }
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        // So that the server's end of the connection is heard of before ours is gone, and the client can still be told.
        ctx.channel().config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            hungUp(ctx);
            ctx.close();
        }
        ctx.fireUserEventTriggered(event);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof IOException) {
            hungUp(ctx);
        }
        ctx.fireExceptionCaught(cause);
    }

    /** Whoever came late does not know whether it is the greeting that is missing: so the text says that this is none. */
    private void hungUp(ChannelHandlerContext ctx) {
        if (asked == Command.UNKNOWN && octets == 0) {
            ctx.fireChannelRead(Unpooled.copiedBuffer("421 " + HUNG_UP + "\r\n", StandardCharsets.US_ASCII));
        }
    }

    private IOException fault(int code) {
        return switch (asked) {
            case HELLO -> code == 421 ? new NoSessionException("the relay answered EHLO with 421") : null;
            case STARTTLS ->
                code / 100 == 2 ? null : new NoSessionException("the relay answered STARTTLS with " + code);
            case DATA -> code == 354 || code >= 400 || code == 0 ? null : unfit("DATA", code);
            case DOT -> code / 100 == 3 ? unfit("the final dot", code) : null;
            default -> code == 354 ? unfit("a command that is not DATA", code) : null;
        };
    }

    private IOException broken(String message) {
        return fromTheStart && !mailAtStake ? new NoSessionException(message) : new IOException(message);
    }

    private static IOException unfit(String command, int code) {
        return new IOException("the relay answered " + command + " with " + code);
    }

    private void breakOff(ChannelHandlerContext ctx, IOException why) {
        broken = true;
        ctx.fireExceptionCaught(why);
        ctx.close();
    }

    private static boolean same(ByteBuf written, byte[] line) {
        return written.readableBytes() == line.length && begins(written, line);
    }

    private static boolean begins(ByteBuf written, byte[] octets) {
        for (int i = 0; i < octets.length; i++) {
            if (i >= written.readableBytes() || written.getByte(written.readerIndex() + i) != octets[i]) {
                return false;
            }
        }
        return true;
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
