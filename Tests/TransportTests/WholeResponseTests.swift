import Conversation
import LoopbackProvider
import Testing
import Transport

struct WholeResponseTests {
    private func fetch(_ reply: LoopbackReply, path: String = "/a.json", limit: Int) async throws
        -> HTTPResponse
    {
        try await withLoopbackProvider(script: []) { provider in
            provider.serve(reply, at: "/a.json")
            let address = "http://127.0.0.1:\(provider.port)\(path)"
            let exchange = try NetworkExchange(
                address: address,
                width: 1,
                timeouts: HTTPTimeouts(),
                environment: [:]
            )
            let request = HTTPRequest(method: "GET", url: address, headers: [], body: [], job: "")
            do throws(HTTPFailure) {
                let response = try await exchange.response(to: request, limit: limit)
                await exchange.shutdown()
                #expect(provider.fetches == [path])
                return response
            } catch {
                await exchange.shutdown()
                throw error
            }
        }
    }

    private static let pieces = LoopbackReply.raw(
        headers: ["content-type": "application/json"],
        body: [Array("[1,".utf8), Array("2]".utf8)]
    )

    @Test func `a plain request brings a whole body`() async throws {
        let response = try await fetch(Self.pieces, limit: 5)
        #expect(response.head.status == 200)
        #expect(response.head["Content-Type"] == "application/json")
        #expect(response.body == Array("[1,2]".utf8))
        #expect(!response.isCutShort)
    }

    @Test(arguments: 0..<5) func `a body is cut short at its limit`(limit: Int) async throws {
        let response = try await fetch(Self.pieces, limit: limit)
        #expect(response.body == Array("[1,2]".utf8.prefix(limit)))
        #expect(response.isCutShort)
    }

    @Test func `an error status is a response like any other`() async throws {
        #expect(try await fetch(Self.pieces, path: "/b.json", limit: 5).head.status == 404)
    }

    @Test func `a body that ends before its time is a failure`() async throws {
        do {
            _ = try await fetch(.cut(after: 3, .closed, of: Self.pieces), limit: 5)
            Issue.record("no failure")
        } catch let failure as HTTPFailure {
            guard case .closedInBody = failure else {
                Issue.record("\(failure)")
                return
            }
        }
    }
}
