/// What the loopback provider does with one request.
package indirect enum LoopbackReply: Sendable {
    /// Streams an answer in the request's own protocol, with usage figures made from the request.
    case answer(LoopbackAnswer)
    /// Refuses in the shape that the request's own protocol has for errors.
    case error(
        status: Int,
        type: String,
        code: String? = nil,
        message: String,
        headers: [String: String] = [:]
    )
    /// A response of one's own, its body in these pieces.
    case raw(
        status: Int = 200,
        headers: [String: String] = ["content-type": "text/event-stream"],
        body: [[UInt8]]
    )
    /// Ends another reply's body after so many bytes.
    case cut(after: Int, Ending, of: LoopbackReply)
    /// Sends nothing until the gate opens, then the other reply.
    case held(Gate, then: LoopbackReply)
    /// Sends so many bytes of the other reply's body, and the rest when the gate opens.
    case paused(after: Int, Gate, LoopbackReply)

    /// How a body ends before its time.
    package enum Ending: Sendable {
        /// As if it were whole.
        case clean
        /// The connection is closed in the middle of a chunk's sequence.
        case closed
        /// The connection is reset.
        case reset
    }

    /// Plain text.
    package static func text(_ text: String) -> LoopbackReply {
        .answer(LoopbackAnswer(text: text))
    }

    /// One tool call.
    package static func call(_ name: String, _ arguments: String) -> LoopbackReply {
        .answer(LoopbackAnswer(calls: [LoopbackAnswer.Call(name: name, arguments: arguments)]))
    }

    /// Streamed bytes, in one piece.
    package static func stream(_ text: String) -> LoopbackReply {
        .raw(body: [Array(text.utf8)])
    }

    /// Too many requests, with the delay that the provider asks for.
    package static func rateLimited(retryAfter seconds: String? = nil) -> LoopbackReply {
        .error(
            status: 429,
            type: "rate_limit_error",
            code: "rate_limit_exceeded",
            message: "Rate limit reached",
            headers: seconds.map { ["retry-after": $0] } ?? [:]
        )
    }
}

extension LoopbackReply {
    /// All gates that it waits for.
    var gates: [Gate] {
        switch self {
        case .answer, .error, .raw: []
        case .cut(_, _, let reply): reply.gates
        case .held(let gate, let reply), .paused(_, let gate, let reply): [gate] + reply.gates
        }
    }
}

/// One answer of the loopback provider.
package struct LoopbackAnswer: Sendable {
    package struct Call: Sendable {
        package var name: String
        /// JSON text.
        package var arguments: String

        package init(name: String, arguments: String) {
            self.name = name
            self.arguments = arguments
        }
    }

    package var text: String
    package var reasoning: String
    package var calls: [Call]
    /// The provider's own word for the stop, in place of the usual one.
    package var stop: String?
    /// A usage object's JSON text in place of the figures made from the request; empty text sends none.
    package var usage: String?

    package init(
        text: String = "",
        reasoning: String = "",
        calls: [Call] = [],
        stop: String? = nil,
        usage: String? = nil
    ) {
        self.text = text
        self.reasoning = reasoning
        self.calls = calls
        self.stop = stop
        self.usage = usage
    }

    /// The output that is counted for it: one token for each four bytes, rounded up.
    package var outputTokens: Int {
        let bytes = calls.reduce(text.utf8.count) { $0 + $1.arguments.utf8.count }
        return max(1, (bytes + 3) / 4) + reasoningTokens
    }

    /// The part of the output that is reasoning.
    package var reasoningTokens: Int {
        (reasoning.utf8.count + 3) / 4
    }
}
