import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes one response from its event loop and hands it, part by part, to the task that asked for it.
///
/// A chunk costs a lock, a copy and the reader's waking. The time limits cost one timer for the whole exchange: it
/// looks when the last byte came, and sets itself anew.
final class ResponseReceiver: HTTPClientResponseDelegate {
    private struct State {
        var flow: ResponseFlow
        var task: HTTPClient.Task<Void>?
        var timer: Scheduled<Void>?
        var isAbandoned = false
    }

    private let timeouts: HTTPTimeouts
    private let state: Mutex<State>

    init(timeouts: HTTPTimeouts) {
        self.timeouts = timeouts
        state = Mutex(State(flow: ResponseFlow(timeouts: timeouts)))
    }

    // MARK: - For the reader

    /// The task to end when nobody wants the response any more.
    func attach(_ task: HTTPClient.Task<Void>) {
        let isAbandoned = state.withLock { state in
            state.task = task
            return state.isAbandoned
        }
        if isAbandoned { task.cancel() }
    }

    /// Ends the exchange, at any time and from any thread.
    func abandon() {
        let task = state.withLock { state in
            state.isAbandoned = true
            return state.task
        }
        task?.cancel()
    }

    /// The next part of the response, waited for.
    func next() async -> ResponseFlow.Delivery {
        await withCheckedContinuation { reader in
            let (delivery, paused) = state.withLock { $0.flow.take(for: reader, at: NIODeadline.now) }
            paused?.succeed()
            if let delivery { reader.resume(returning: delivery) }
        }
    }

    // MARK: - For the event loop

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        let deadline = state.withLock { $0.flow.sent(at: .now()) }
        look(at: deadline, on: task)
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: NIOHTTP1.HTTPResponseHead) -> EventLoopFuture<
        Void
    > {
        let head = HTTPResponseHead(
            status: Int(head.status.code),
            headers: head.headers.map { ($0.name, $0.value) }
        )
        let wake = state.withLock { $0.flow.received(head, at: .now()) }
        perform(wake)
        // From now on the shorter of the limits may be due before the timer.
        lookSooner(on: task)
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        let (wake, isFull) = state.withLock { state in
            let wake = state.flow.received(buffer, at: .now())
            return (wake, state.flow.isFull)
        }
        perform(wake)
        guard isFull else { return task.eventLoop.makeSucceededVoidFuture() }
        let promise = task.eventLoop.makePromise(of: Void.self)
        let stillFull = state.withLock { state in
            // The reader may have come in between.
            guard state.flow.isFull else { return false }
            state.flow.pause(with: promise)
            return true
        }
        if !stillFull { promise.succeed() }
        return promise.futureResult
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {
        finish { $0.ended() }
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        finish { flow in
            flow.failed { whileConnecting, beforeHead in
                HTTPFailure(
                    error,
                    whileConnecting: whileConnecting,
                    beforeHead: beforeHead,
                    timeouts: timeouts
                )
            }
        }
    }

    private func finish(_ event: (inout ResponseFlow) -> ResponseFlow.Wake) {
        let (wake, timer) = state.withLock { state in
            defer {
                state.timer = nil
                state.task = nil
            }
            return (event(&state.flow), state.timer)
        }
        timer?.cancel()
        perform(wake)
    }

    private func perform(_ wake: ResponseFlow.Wake) {
        wake.reader?.resume(returning: wake.delivery)
        wake.paused?.succeed()
    }
}

// MARK: - The watch

extension ResponseReceiver {
    private func look(at deadline: NIODeadline, on task: HTTPClient.Task<Void>) {
        let timer = task.eventLoop.scheduleTask(deadline: deadline) {
            switch self.state.withLock({ $0.flow.watch(at: .now()) }) {
            case .over: break
            case .lookAgain(let deadline): self.look(at: deadline, on: task)
            case .tooLong(let failure): task.fail(reason: failure)
            }
        }
        state.withLock { $0.timer = timer }
    }

    private func lookSooner(on task: HTTPClient.Task<Void>) {
        guard timeouts.idle < timeouts.firstByte else { return }
        let timer = state.withLock { state in
            defer { state.timer = nil }
            return state.timer
        }
        timer?.cancel()
        look(at: .now() + TimeAmount(timeouts.idle), on: task)
    }
}

// MARK: - Failures

extension HTTPFailure {
    /// Reads the client's errors. The phase says more than the error: before the request's head was written nothing
    /// reached the provider.
    init(_ error: any Error, whileConnecting: Bool, beforeHead: Bool, timeouts: HTTPTimeouts) {
        if let failure = error as? HTTPFailure {
            self = failure
            return
        }
        switch error as? HTTPClientError {
        case HTTPClientError.cancelled, HTTPClientError.requestStreamCancelled:
            self = .cancelled
        case HTTPClientError.connectTimeout, HTTPClientError.getConnectionFromPoolTimeout,
            HTTPClientError.tlsHandshakeTimeout, HTTPClientError.httpProxyHandshakeTimeout:
            self = .connectTimeout(timeouts.connect)
        default:
            // A client error's full description may hold header values, and so a key.
            let text = (error as? HTTPClientError)?.shortDescription ?? String(describing: error)
            if whileConnecting {
                self = .unreachable(text)
            } else {
                self = beforeHead ? .closedBeforeResponse(text) : .closedInBody(text)
            }
        }
    }
}
