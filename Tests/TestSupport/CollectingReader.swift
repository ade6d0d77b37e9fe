import Synchronization
package import Transport

/// Keeps a response.
package final class CollectingReader: HTTPResponseReader {
    private let response = Mutex<(head: HTTPResponseHead?, body: [UInt8])>((nil, []))
    private let wantsMore: @Sendable ([UInt8]) -> Bool

    /// - Parameter wantsMore: asked after each piece, with all that came so far.
    package init(while wantsMore: @escaping @Sendable ([UInt8]) -> Bool = { _ in true }) {
        self.wantsMore = wantsMore
    }

    package var head: HTTPResponseHead? {
        response.withLock { $0.head }
    }

    package var body: [UInt8] {
        response.withLock { $0.body }
    }

    package func take(_ head: HTTPResponseHead) {
        response.withLock { $0.head = head }
    }

    package func take(_ body: [UInt8]) -> Bool {
        let whole = response.withLock { response in
            response.body += body
            return response.body
        }
        return wantsMore(whole)
    }
}
