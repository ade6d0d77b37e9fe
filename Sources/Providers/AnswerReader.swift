import Conversation
import Synchronization
import Transport

/// Reads one response where it arrives, and tells what comes of it; asked for the answer once it has ended.
final class AnswerReader<Decoder: AnswerDecoder>: HTTPResponseReader {
    private struct State {
        var reading: ResponseReading<Decoder>
        /// What made the rest of the response useless.
        var error: ModelError?
    }

    private let state: Mutex<State>
    private let receive: @Sendable (ModelEvent) -> Void

    init(_ reading: ResponseReading<Decoder>, receive: @escaping @Sendable (ModelEvent) -> Void) {
        state = Mutex(State(reading: reading))
        self.receive = receive
    }

    func take(_ head: HTTPResponseHead) {
        state.withLock { $0.reading.begin(head) }
        if 200..<300 ~= head.status { receive(.began) }
    }

    func take(_ body: [UInt8]) -> Bool {
        state.withLock { state in
            do throws(ModelError) {
                try state.reading.add(body)
            } catch {
                state.error = error
            }
            // Most pieces bring one event; the array is the same one each time.
            for event in state.reading.events { receive(event) }
            return state.error == nil
        }
    }

    /// The answer, or why there is none, now that the response has ended.
    func finish() throws(ModelError) -> ModelAnswer {
        try state.withLock { state throws(ModelError) in
            if let error = state.error { throw error }
            return try state.reading.finish()
        }
    }

    /// The same where the way broke off.
    func finish(after failure: HTTPFailure) throws(ModelError) -> ModelAnswer {
        try state.withLock { state throws(ModelError) in
            if let error = state.error { throw error }
            return try state.reading.finish(after: failure)
        }
    }
}
