import Conversation
import Foundation
import Testing
import Transport

@testable import Providers

/// Recorded streams and JSON, damaged at random from a seed: whatever comes, the end is an answer or an error, the same
/// one however the bytes are cut into chunks.
///
/// `DOCKET_FUZZ_SECONDS=300` goes on for so long with further seeds; a failure names its seed.
@Suite struct FuzzTests {
    /// Seeds, one after the other: a hundred, or as many as the time allows that is asked for.
    private func forEachSeed(_ body: (UInt64) async throws -> Void) async throws {
        let clock = ContinuousClock()
        let seconds = ProcessInfo.processInfo.environment["DOCKET_FUZZ_SECONDS"].flatMap { Int($0) } ?? 0
        let end = clock.now + .seconds(seconds)
        var seed: UInt64 = 0
        while seed < 100 || clock.now < end {
            try await body(seed)
            seed += 1
            // Nothing in here ever waits; tests of servers want their turn.
            await Task.yield()
        }
    }

    @Test(arguments: RecordedStream.all)
    func `a damaged stream ends the same way in whatever chunks it comes`(stream: RecordedStream) async throws
    {
        try await forEachSeed { seed in
            var chance = SplitMix(seed)
            let bytes = chance.damaged(Array(stream.text.utf8), with: Array(RecordedStream.chat.text.utf8))
            let whole = try await see(stream.wireProtocol, CannedExchange(chunks: [bytes]))
            let pieces = try await see(stream.wireProtocol, CannedExchange(chunks: chance.chunks(of: bytes)))
            #expect((whole.answer == nil) != (whole.error == nil), "seed \(seed)")
            #expect(whole == pieces, "seed \(seed)")
        }
    }

    @Test(arguments: RecordedStream.all)
    func `a damaged error is explained`(stream: RecordedStream) async throws {
        let body =
            #"{"type":"error","error":{"type":"rate_limit_error","message":"slow","code":429,"details":[{"retryDelay":"3s"}]}}"#
        try await forEachSeed { seed in
            var chance = SplitMix(seed)
            let bytes = chance.damaged(Array(body.utf8), with: Array(stream.text.utf8))
            let exchange = CannedExchange(
                status: [200, 400, 429, 503][Int(seed % 4)],
                headers: [("content-type", "application/json")],
                chunks: chance.chunks(of: bytes)
            )
            let seen = try await see(stream.wireProtocol, exchange)
            #expect(seen.error != nil, "seed \(seed)")
        }
    }

    @Test func `damaged JSON is refused, or read and written without a loss`() async throws {
        let text =
            #"{"a":[1,-0.5e+10,true,false,null,"\u00e9\ud83e\udd89\n",{"":{"b":[[],{}]}}],"c":12345678901234567890}"#
        try await forEachSeed { seed in
            var chance = SplitMix(seed)
            for _ in 0..<50 {
                let bytes = chance.damaged(Array(text.utf8), with: Array(text.utf8))
                guard let value = try? JSONValue(parsing: bytes) else { continue }
                let again = try JSONValue(parsing: value.text)
                #expect(again == value, "seed \(seed)")
            }
        }
    }
}

/// Sebastiano Vigna's generator of that name: the same numbers from the same seed everywhere.
private struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(_ seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// One to eight wounds: bytes changed, taken out, repeated, put in from elsewhere, or cut off.
    mutating func damaged(_ bytes: [UInt8], with others: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...8, using: &self) {
            guard !bytes.isEmpty else { break }
            let place = Int.random(in: 0..<bytes.count, using: &self)
            let length = min(Int.random(in: 1...40, using: &self), bytes.count - place)
            switch Int.random(in: 0..<7, using: &self) {
            case 0: bytes[place] = UInt8.random(in: .min ... .max, using: &self)
            case 1: bytes[place] = Array("{}[]\",:\\\n\r 0eu-".utf8).randomElement(using: &self) ?? 0
            case 2: bytes.removeSubrange(place..<place + length)
            case 3: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
            case 4:
                let start = Int.random(in: 0..<others.count, using: &self)
                bytes.insert(contentsOf: others[start..<min(start + length, others.count)], at: place)
            case 5: bytes.insert(contentsOf: Array(repeating: UInt8(ascii: "["), count: 700), at: place)
            default: bytes.removeSubrange(place...)
            }
        }
        return bytes
    }

    mutating func chunks(of bytes: [UInt8]) -> [[UInt8]] {
        var chunks: [[UInt8]] = []
        var rest = bytes[...]
        while !rest.isEmpty {
            let chunk = rest.prefix(Int.random(in: 1...64, using: &self))
            chunks.append(Array(chunk))
            rest = rest.dropFirst(chunk.count)
        }
        return chunks
    }
}
