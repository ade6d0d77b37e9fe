import Conversation
import Synchronization

/// A provider's cache of prompts' beginnings, as Anthropic's works: a request names up to four places up to which it
/// shall be cached; the longest beginning that is there is read, the rest up to the last place is written, and may be read
/// once the answer to the request that wrote it has begun.
package final class PromptCacheModel: Sendable {
    private struct State {
        var beginnings: Set<String> = []
        var writes = 0
        var reads = 0
    }

    private let state = Mutex(State())

    package init() {}

    /// Requests that wrote something, and that read something.
    package var figures: (writes: Int, reads: Int) {
        state.withLock { ($0.writes, $0.reads) }
    }

    /// Answers with that text and the usage that the cache leads to.
    package func answer(_ text: String, to request: LoopbackRequest) async -> LoopbackReply {
        await answer(LoopbackAnswer(text: text), to: request)
    }

    /// The same with an answer of any kind.
    package func answer(_ answer: LoopbackAnswer, to request: LoopbackRequest) async -> LoopbackReply {
        let (places, near) = Self.places(in: request.json)
        let read = state.withLock { state in
            let read = near.last { state.beginnings.contains($0) }
            if read != nil { state.reads += 1 }
            if read != places.last { state.writes += 1 }
            return read
        }
        // Whoever is on the way meanwhile finds nothing yet.
        for _ in 0..<1_000 { await Task.yield() }
        state.withLock { $0.beginnings.formUnion(places) }
        let readTokens = (read?.utf8.count ?? 0) / 4
        let written = (places.last?.utf8.count ?? 0) / 4 - readTokens
        let rest = max(1, request.inputTokens - readTokens - written)
        var answer = answer
        answer.usage = """
            {"input_tokens":\(rest),"cache_read_input_tokens":\(readTokens),\
            "cache_creation_input_tokens":\(written),"output_tokens":\(answer.outputTokens)}
            """
        return .answer(answer)
    }

    /// All that comes before each mark, in the order in which the service reads it (tools, system, messages), and what
    /// comes before each of the 20 blocks that end at a mark: a service looks so far back for what it knows.
    private static func places(in body: JSONValue) -> (marked: [String], near: [String]) {
        var ends: [String] = []
        var marks: [Int] = []
        var text = ""
        func read(_ blocks: [JSONValue]) {
            for block in blocks {
                var plain = block.object ?? JSONObject()
                plain["cache_control"] = nil
                text += JSONValue.object(plain).text
                if block["cache_control"] != nil { marks.append(ends.count) }
                ends.append(text)
            }
        }
        read(body["tools"]?.array ?? [])
        read(body["system"]?.array ?? [])
        for message in body["messages"]?.array ?? [] {
            text += message["role"]?.string ?? ""
            read(message["content"]?.array ?? [])
        }
        let near = ends.indices.filter { end in marks.contains { (end...end + 19).contains($0) } }
        return (marks.map { ends[$0] }, near.map { ends[$0] })
    }
}
