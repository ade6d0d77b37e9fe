import NIOCore
import NIOHTTP1

/// Joins the pieces of a body that one read of the socket brought.
///
/// Servers send each event of a stream as a chunk of its own, and the client hands on each chunk by itself, at many
/// times the cost of reading it. A fast model's events come several to a read: they go on as one piece.
final class BodyJoiner: ChannelInboundHandler {
    typealias InboundIn = HTTPClientResponsePart
    typealias InboundOut = HTTPClientResponsePart

    private var body: ByteBuffer?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard case .body(let piece) = unwrapInboundIn(data) else {
            passOn(context)
            context.fireChannelRead(data)
            return
        }
        if body == nil { body = piece } else { body?.writeImmutableBuffer(piece) }
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        passOn(context)
        context.fireChannelReadComplete()
    }

    private func passOn(_ context: ChannelHandlerContext) {
        guard let body else { return }
        self.body = nil
        context.fireChannelRead(wrapInboundOut(.body(body)))
    }
}

extension Channel {
    /// Puts the joiner between a connection's HTTP decoder and its client.
    func joinBodies() -> EventLoopFuture<Void> {
        eventLoop.makeCompletedFuture {
            let pipeline = pipeline.syncOperations
            let decoder = try pipeline.handler(type: ByteToMessageHandler<HTTPResponseDecoder>.self)
            try pipeline.addHandler(BodyJoiner(), position: .after(decoder))
        }
    }
}
