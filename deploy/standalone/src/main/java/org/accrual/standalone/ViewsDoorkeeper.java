package org.accrual.standalone;

import de.bwaldvogel.mongo.bson.BinData;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.ClientRequest;
import de.bwaldvogel.mongo.wire.message.MessageHeader;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import de.bwaldvogel.mongo.wire.message.MongoQuery;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import java.security.MessageDigest;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets one connection to the embedded views' server through once it has named the secret, as MongoDB's mechanism PLAIN
 * does: the server by itself asks nobody anything. Until then a connection may only greet.
 */
final class ViewsDoorkeeper extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ViewsDoorkeeper.class);
    /** All that the driver's own monitor ever says, which never signs in. */
    private static final Set<String> GREETINGS = Set.of("hello", "ismaster", "isMaster");

    private static final int STRANGERS_BYTES_MAX = 16 * 1_024;
    private static final int UNAUTHORIZED = 13;
    private static final int AUTHENTICATION_FAILED = 18;

    private final byte[] secret;
    private final Threshold threshold = new Threshold();
    private boolean open;
    private int answers;

    /** @param secret what the mechanism PLAIN sends */
    ViewsDoorkeeper(byte[] secret) {
        this.secret = secret.clone();
    }

    /** Ends whoever sends much without a greeting or the secret. */
    private final class Threshold extends ChannelInboundHandlerAdapter {
        private int bytes;

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            if (!open && message instanceof ByteBuf read) bytes += read.readableBytes();
            if (bytes <= STRANGERS_BYTES_MAX) {
                context.fireChannelRead(message);
            } else {
                ReferenceCountUtil.release(message);
                context.close();
            }
        }
    }

    /** To stand where bytes come in, before anything takes them for messages. */
    ChannelInboundHandlerAdapter threshold() {
        return threshold;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (open || !(message instanceof ClientRequest request)) {
            context.fireChannelRead(message);
            return;
        }
        Document command = command(request);
        String name = command.keySet().stream().findFirst().orElse("nothing");
        if (GREETINGS.contains(name)) {
            threshold.bytes = 0;
            context.fireChannelRead(message);
        } else if (name.equals("saslStart") && knowsTheSecret(command)) {
            open = true;
            threshold.bytes = 0;
            answer(context, request, accepted());
        } else {
            refuse(context, request, name);
        }
    }

    /** What a stranger sends need not be a message; that is no error of ours, and not worth a page of the log. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (open) {
            context.fireExceptionCaught(cause);
        } else {
            LOG.warn("somebody without the secret sent the views what is no message: {}", cause.getMessage());
            context.close();
        }
    }

    private static Document command(ClientRequest request) {
        return switch (request) {
            case MongoMessage message -> message.getDocument();
            case MongoQuery query when query.getCollectionName().equals("$cmd") -> query.getQuery();
            default -> new Document();
        };
    }

    private boolean knowsTheSecret(Document command) {
        return "PLAIN".equals(command.get("mechanism"))
                && command.get("payload") instanceof BinData payload
                && MessageDigest.isEqual(payload.getData(), secret);
    }

    private static Document accepted() {
        return new Document("conversationId", 1)
                .append("done", true)
                .append("payload", new BinData(new byte[0]))
                .append("ok", 1.0);
    }

    private void refuse(ChannelHandlerContext context, ClientRequest request, String name) {
        LOG.warn("somebody without the secret asked the views for {}: refused", name);
        boolean signsIn = name.equals("saslStart");
        Document refusal = new Document("ok", 0.0)
                .append("errmsg", signsIn ? "Authentication failed." : "command " + name + " requires authentication")
                .append("code", signsIn ? AUTHENTICATION_FAILED : UNAUTHORIZED)
                .append("codeName", signsIn ? "AuthenticationFailed" : "Unauthorized");
        answer(context, request, refusal).addListener(ChannelFutureListener.CLOSE);
    }

    /** What was asked in the old form is answered in the new one: strangers have no claim to better. */
    private ChannelFuture answer(ChannelHandlerContext context, ClientRequest request, Document document) {
        MessageHeader header = new MessageHeader(++answers, request.getHeader().getRequestID());
        return context.channel().writeAndFlush(new MongoMessage(context.channel(), header, document));
    }
}
