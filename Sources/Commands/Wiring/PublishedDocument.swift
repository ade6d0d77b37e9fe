import Conversation
import Foundation
import Transport

/// A document that someone publishes, from its address or from a file.
struct PublishedDocument {
    /// An address, or a path.
    var source: String
    var timeouts = HTTPTimeouts(connect: .seconds(10), firstByte: .seconds(30), idle: .seconds(30))
    /// From asking to the last byte.
    var deadline = Duration.seconds(120)
    /// The most bytes that it may have.
    var limit = 64 << 20

    /// - Throws: why it cannot be had, or why what came cannot be it.
    func fetch(_ world: World) async throws(Failure) -> [UInt8] {
        let bytes = source.contains("://") ? try await download(world) : try read(world.absolute(source))
        let first = bytes.first { ![0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF].contains($0) }
        guard first != nil else { throw Failure("`\(source)` is empty") }
        guard first != UInt8(ascii: "<") else {
            throw Failure("`\(source)` is a web page, not a document of models", hint: Self.otherSource)
        }
        return bytes
    }

    private func read(_ path: String) throws(Failure) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Failure("there is no file `\(source)` that can be read")
        }
        guard data.count <= limit else { throw tooLarge }
        return Array(data)
    }

    private var tooLarge: Failure {
        Failure("`\(source)` is larger than \(limit >> 20) MiB", hint: Self.otherSource)
    }

    private static let otherSource = "`--from` takes another address, or a file"
}

// MARK: - The network

extension PublishedDocument {
    private func download(_ world: World) async throws(Failure) -> [UInt8] {
        let exchange: NetworkExchange
        do {
            exchange = try NetworkExchange(
                address: source,
                width: 1,
                timeouts: timeouts,
                environment: world.environment
            )
        } catch {
            throw Failure(error)
        }
        let ending = await response(over: exchange, time: world.time)
        await exchange.shutdown()
        switch ending {
        case .response(let response): return try body(of: response)
        case .failure(let failure):
            throw Failure("`\(source)` cannot be fetched: \(failure.sentence)", hint: Self.otherSource)
        case .tooLong:
            throw Failure("`\(source)` took longer than \(Format.seconds(deadline))", hint: Self.otherSource)
        }
    }

    private enum Ending: Sendable {
        case response(HTTPResponse)
        case failure(HTTPFailure)
        case tooLong
    }

    private func response(over exchange: NetworkExchange, time: some Timekeeper) async -> Ending {
        let request = HTTPRequest(
            method: "GET",
            url: source,
            headers: [
                HTTPRequest.Header("accept", "application/json"),
                HTTPRequest.Header("user-agent", "docket/\(Docket.version)"),
            ],
            body: [],
            job: ""
        )
        let (limit, deadline) = (limit, time.elapsed + deadline)
        return await withTaskGroup(of: Ending.self) { group in
            group.addTask {
                do throws(HTTPFailure) {
                    return .response(try await exchange.response(to: request, limit: limit))
                } catch {
                    return .failure(error)
                }
            }
            group.addTask {
                do {
                    try await time.sleep(until: deadline)
                    return .tooLong
                } catch {
                    return .failure(.cancelled)
                }
            }
            let first = await group.next() ?? .failure(.cancelled)
            group.cancelAll()
            return first
        }
    }

    private func body(of response: HTTPResponse) throws(Failure) -> [UInt8] {
        guard response.head.status == 200 else {
            if let place = response.head["location"], (300..<400).contains(response.head.status) {
                throw Failure("`\(source)` has moved to `\(place)`", hint: "--from \(place)")
            }
            throw Failure("`\(source)` answered with status \(response.head.status)", hint: Self.otherSource)
        }
        guard !response.isCutShort else { throw tooLarge }
        return response.body
    }
}
