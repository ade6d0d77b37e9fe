import AsyncHTTPClient
import NIOCore
import NIOHTTP1
import Synchronization

/// Takes one response from its event loop, hands each part to its reader there and then, and tells the task that asked
/// for it how it ended.
///
/// The time limits cost one timer for the whole exchange: it looks when the last byte came, and sets itself anew.
final class ResponseReceiver<Reader: HTTPResponseReader>: HTTPClientResponseDelegate {
    typealias Waiter = CheckedContinuation<Result<Void, HTTPFailure>, Never>

    private struct State {
        var progress: ExchangeProgress
        /// Who asked; nothing once told.
        var waiter: Waiter?
        var task: HTTPClient.Task<Void>?
        var timer: Scheduled<Void>?
        var isAbandoned = false
    }

    /// Ends the exchange on the reader's wish.
    private struct Enough: Error {}

    private let reader: Reader
    private let timeouts: HTTPTimeouts
    private let state: Mutex<State>

    init(for reader: Reader, timeouts: HTTPTimeouts) {
        self.reader = reader
        self.timeouts = timeouts
        state = Mutex(State(progress: ExchangeProgress(timeouts: timeouts)))
    }

    // MARK: - For whoever asked

    /// Whom to tell how the exchange ended.
    ///
    /// - Returns: whether it is to begin at all; where it was abandoned before, the waiter has been told.
    func begin(for waiter: Waiter) -> Bool {
        let isAbandoned = state.withLock { state in
            if !state.isAbandoned { state.waiter = waiter }
            return state.isAbandoned
        }
        if isAbandoned { waiter.resume(returning: .failure(.cancelled)) }
        return !isAbandoned
    }

    /// The task to end when nobody wants the response any more.
    func attach(_ task: HTTPClient.Task<Void>) {
        let isAbandoned = state.withLock { state in
            // It may have ended before it could be attached.
            if state.waiter != nil { state.task = task }
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

    // MARK: - For the event loop

    func didSendRequestHead(task: HTTPClient.Task<Void>, _ head: HTTPRequestHead) {
        let deadline = state.withLock { $0.progress.sent(at: .now()) }
        look(at: deadline, on: task)
    }

    func didReceiveHead(task: HTTPClient.Task<Void>, _ head: NIOHTTP1.HTTPResponseHead) -> EventLoopFuture<
        Void
    > {
        state.withLock { $0.progress.received(at: .now()) }
        // From now on the shorter of the limits may be due before the timer.
        lookSooner(on: task)
        reader.take(
            HTTPResponseHead(status: Int(head.status.code), headers: head.headers.map { ($0.name, $0.value) })
        )
        return task.eventLoop.makeSucceededVoidFuture()
    }

    func didReceiveBodyPart(task: HTTPClient.Task<Void>, _ buffer: ByteBuffer) -> EventLoopFuture<Void> {
        state.withLock { $0.progress.received(at: .now()) }
        if reader.take(buffer.withUnsafeReadableBytes(Array.init)) {
            return task.eventLoop.makeSucceededVoidFuture()
        }
        return task.eventLoop.makeFailedFuture(Enough())
    }

    func didFinishRequest(task: HTTPClient.Task<Void>) {
        finish { _ in .success(()) }
    }

    func didReceiveError(task: HTTPClient.Task<Void>, _ error: any Error) {
        finish { progress in
            if error is Enough { return .success(()) }
            return .failure(HTTPFailure(error, progress: progress, timeouts: timeouts))
        }
    }

    private func finish(_ result: (ExchangeProgress) -> Result<Void, HTTPFailure>) {
        let ended: (waiter: Waiter, result: Result<Void, HTTPFailure>, timer: Scheduled<Void>?)?
        ended = state.withLock { state in
            guard let waiter = state.waiter else { return nil }
            let result = result(state.progress)
            defer {
                state.progress.ended()
                state.waiter = nil
                state.timer = nil
                state.task = nil
            }
            return (waiter, result, state.timer)
        }
        ended?.timer?.cancel()
        if let ended { ended.waiter.resume(returning: ended.result) }
    }
}

// MARK: - The watch

extension ResponseReceiver {
    private func look(at deadline: NIODeadline, on task: HTTPClient.Task<Void>) {
        let timer = task.eventLoop.scheduleTask(deadline: deadline) {
            switch self.state.withLock({ $0.progress.watch(at: .now()) }) {
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
    init(_ error: any Error, progress: ExchangeProgress, timeouts: HTTPTimeouts) {
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
            if progress.isConnecting {
                self = .unreachable(text)
            } else {
                self = progress.isBeforeHead ? .closedBeforeResponse(text) : .closedInBody(text)
            }
        }
    }
}
