import Cassettes
import Conversation
import Foundation
import TestSupport
import Testing
import Transport

struct CassetteTests {
    private let scratch: Scratch

    init() throws {
        scratch = try Scratch()
    }

    private func file(_ job: String = "job-1") -> String {
        "cassettes/\(JobID(job).slug).json"
    }

    private func record(
        _ body: String,
        _ outcomes: Outcome...,
        job: String = "job-1",
        into folder: CassetteFolder? = nil
    ) async {
        let folder = folder ?? CassettesTests.folder(scratch)
        for outcome in outcomes {
            let exchange = RecordingExchange(of: Network(outcome), into: folder, beginsAnew: true)
            #expect(await send(body, job: job, over: exchange) == outcome)
        }
    }

    private func replay(_ body: String, job: String = "job-1", in folder: CassetteFolder) async -> Outcome {
        await send(body, job: job, over: ReplayExchange(from: folder))
    }

    // MARK: - There and back

    @Test func `what was recorded is replayed`() async {
        await record(#"{"model":"m","messages":[]}"#, ok)
        #expect(await replay(#"{"model":"m","messages":[]}"#, in: folder(scratch)) == ok)
        // The order of members makes no other question.
        #expect(await replay(#"{"messages":[],"model":"m"}"#, in: folder(scratch)) == ok)
    }

    @Test func `the file is for people who read changes`() async throws {
        let folder = folder(scratch)
        let first =
            #"{"model":"m","system":"Be\nterse.","tools":[{"name":"read"}],"messages":[{"role":"user","content":"Who lives in /home/ann on 2026-11-22?","cache_control":{"type":"ephemeral"}}]}"#
        let second =
            #"{"model":"m","system":"Be\nterse.","tools":[{"name":"read"}],"messages":[{"role":"user","content":"Who lives in /home/ann on 2026-11-22?"},{"role":"assistant","content":[{"type":"tool_use","id":"toolu_X","name":"read","input":{}}]},{"role":"user","content":[{"type":"tool_result","tool_use_id":"toolu_X","content":"Ann"}]}]}"#
        let exchange = RecordingExchange(
            of: Network(
                ok,
                Outcome(
                    status: 429,
                    headers: ["content-type: application/json", "Retry-After: 20", "date: today"],
                    body: #"{"error":"busy in /home/ann"}"#,
                    failure: .closedInBody("reset")
                )
            ),
            into: folder,
            beginsAnew: true
        )
        _ = await send(first, over: exchange)
        _ = await send(second, over: exchange)
        let difference = try snapshotDifference(scratch.read(file()), named: "cassette.json")
        #expect(difference == nil, "\(difference ?? "")")
        #expect(await replay(first, in: folder) == ok)
        #expect(
            await replay(second, in: folder)
                == Outcome(
                    status: 429,
                    headers: ["content-type: application/json"],
                    body: #"{"error":"busy in /home/ann"}"#,
                    failure: .closedInBody("reset")
                )
        )
    }

    @Test func `a file that an editor has laid out anew still answers`() async throws {
        await record(#"{"model":"m","messages":["a\nb"]}"#, ok)
        let json = try JSONValue(parsing: scratch.read(file()))
        try scratch.write(json.text, to: file())
        #expect(await replay(#"{"model":"m","messages":["a\nb"]}"#, in: folder(scratch)) == ok)
    }

    @Test(arguments: [
        HTTPFailure.unreachable("refused"), .connectTimeout(.milliseconds(1_500)),
        .firstByteTimeout(.seconds(300)),
        .idleTimeout(.microseconds(1)), .closedBeforeResponse("eof"),
    ])
    func `failures are recorded and replayed`(failure: HTTPFailure) async {
        await record("{}", Outcome(failure: failure))
        #expect(await replay("{}", in: folder(scratch)) == Outcome(failure: failure))
    }

    @Test func `bytes that are no text come back as they were`() async throws {
        let binary = RawNetwork(bytes: [0xFF, 0x00, 0xFE])
        let recorder = RecordingExchange(of: binary, into: folder(scratch), beginsAnew: true)
        let request = HTTPRequest(url: "http://p.test/", headers: [], body: Array("{}".utf8), job: "job-1")
        try await recorder.send(request, to: CollectingReader())
        let reader = CollectingReader()
        try await ReplayExchange(from: folder(scratch)).send(request, to: reader)
        #expect(reader.body == [0xFF, 0x00, 0xFE])
    }

    // MARK: - Finding

    @Test func `repeated questions get their answers in order`() async {
        let failed = Outcome(status: 500, body: "first")
        await record("{}", failed, ok)
        let folder = folder(scratch)
        // The second recording began anew in the same run only once.
        #expect(await replay("{}", in: folder) == failed)
        #expect(await replay("{}", in: folder) == ok)
        guard case .unrecorded(let text) = await replay("{}", in: folder).failure else {
            Issue.record("answered a third time")
            return
        }
        #expect(text.contains("fewer times than it is asked"))
    }

    @Test func `each job has its own answers, and takes another's where it has none`() async {
        let one = folder(scratch)
        await record("{}", Outcome(status: 200, body: "one"), job: "a", into: one)
        await record("{}", Outcome(status: 200, body: "two"), job: "b", into: one)
        let folder = folder(scratch)
        #expect(await replay("{}", job: "b", in: folder).body == "two")
        #expect(await replay("{}", job: "a", in: folder).body == "one")
        #expect(await replay("{}", job: "new", in: folder).body == "one")
    }

    @Test func `another home, another day, other call IDs: the same question`() async {
        func question(_ home: String, _ date: String, _ id: String) -> String {
            #"{"date":"\#(date)","messages":[{"tool_calls":[{"id":"\#(id)","function":{"name":"f"}}]},{"role":"tool","tool_call_id":"\#(id)","content":"\#(home)/x"}]}"#
        }
        let answer = Outcome(status: 200, body: "at /home/ann on 2026-11-22")
        await record(question("/home/ann", "2026-11-22", "call_A"), answer)
        let there = folder(scratch, home: "/Users/bo", date: "2027-01-02")
        #expect(
            await replay(question("/Users/bo", "2027-01-02", "call_B"), in: there).body
                == "at /Users/bo on 2027-01-02"
        )
        guard
            case .unrecorded = await replay(question("/Users/bo", "2027-01-03", "call_B"), in: there).failure
        else {
            Issue.record("another day's question was answered")
            return
        }
    }

    @Test func `calls that are told apart stay apart`() async {
        func question(_ first: String, _ second: String) -> String {
            #"{"messages":[{"content":[{"type":"tool_use","id":"\#(first)"},{"type":"tool_use","id":"B"}]},{"tool_use_id":"\#(second)"}]}"#
        }
        await record(question("A", "B"), ok)
        #expect(await replay(question("C", "B"), in: folder(scratch)) == ok)
        guard case .unrecorded = await replay(question("A", "A"), in: folder(scratch)).failure else {
            Issue.record("a result of another call was taken for the same")
            return
        }
    }

    // MARK: - Missing

    @Test func `a miss names the nearest, the difference and the command`() async {
        await record(
            #"{"model":"m","messages":[{"role":"user","content":"Explain actors to a new contributor in three short sentences, please, today."}]}"#,
            ok
        )
        let asked =
            #"{"model":"m","messages":[{"role":"user","content":"Explain actors to a new contributor in four sentences, please, today."}]}"#
        guard case .unrecorded(let text) = await replay(asked, in: folder(scratch)).failure else {
            Issue.record("answered")
            return
        }
        let path = scratch.path("cassettes")
        #expect(
            text == """
                no recorded answer to request 1 of job `job-1` in \(path)
                nearest: its recorded request 1
                differs at messages[0].content
                - … a new contributor in three short sentences, please, today.
                + … a new contributor in four sentences, please, today.
                record it: docket run jobs/a.json --record-missing \(path)
                """
        )
    }

    @Test func `a job that was never recorded is compared with the others`() async {
        await record(#"{"model":"m","n":1,"system":"x"}"#, ok, job: "a")
        await record(#"{"model":"m","n":2}"#, ok, job: "b")
        guard case .unrecorded(let text) = await replay(#"{"model":"m","n":3}"#, in: folder(scratch)).failure
        else {
            Issue.record("answered")
            return
        }
        #expect(text.contains("nearest: another job's\ndiffers at n\n- 2\n+ 3\n"))
    }

    @Test func `an empty folder and a broken file are misses that say so`() async throws {
        guard case .unrecorded(let empty) = await replay("{}", in: folder(scratch)).failure else {
            Issue.record("answered")
            return
        }
        #expect(!empty.contains("nearest"))
        try scratch.write("no JSON", to: file())
        guard case .unrecorded(let broken) = await replay("{}", in: folder(scratch)).failure else {
            Issue.record("answered")
            return
        }
        #expect(broken.contains("holds no recording that can be read"))
    }

    // MARK: - Recording

    @Test func `recording anew replaces, recording what is missing adds`() async {
        await record(#"{"n":1}"#, ok)
        let network = Network(Outcome(status: 200, body: "new"))
        let adding = folder(scratch)
        let exchange = ReplayExchange(
            from: adding,
            missing: RecordingExchange(of: network, into: adding, beginsAnew: false)
        )
        #expect(await send(#"{"n":1}"#, over: exchange) == ok)
        #expect(await send(#"{"n":2}"#, over: exchange).body == "new")
        #expect(network.requests == 1)
        let both = folder(scratch)
        #expect(await replay(#"{"n":1}"#, in: both) == ok)
        #expect(await replay(#"{"n":2}"#, in: both).body == "new")

        await record(#"{"n":3}"#, ok)
        let anew = folder(scratch)
        #expect(await replay(#"{"n":3}"#, in: anew) == ok)
        #expect(await replay(#"{"n":1}"#, in: anew).failure != nil)
    }

    @Test func `no secret is written`() async throws {
        let secret = Secret("sk-0123456789")
        let echoing = Outcome(status: 401, headers: ["set-cookie: sk-cookie"], body: "bad key sk-0123456789")
        let folder = folder(scratch, secrets: [secret])
        _ = await send(
            #"{"prompt":"my key is sk-0123456789"}"#,
            over: RecordingExchange(of: Network(echoing), into: folder, beginsAnew: true)
        )
        let text = try scratch.read(file())
        for part in ["0123456789", "sk-in-a-header", "sk-in-the-query", "sk-cookie"] {
            #expect(!text.contains(part), "\(part)")
        }
        #expect(text.contains("my key is [secret]"))
    }

    @Test func `what was cancelled is not recorded`() async {
        let folder = folder(scratch)
        let exchange = RecordingExchange(
            of: Network(Outcome(failure: .cancelled)),
            into: folder,
            beginsAnew: true
        )
        #expect(await send("{}", over: exchange) == Outcome(failure: .cancelled))
        #expect(!scratch.exists("cassettes"))
    }

    @Test func `jobs that record at once each have a whole file`() async throws {
        let folder = folder(scratch)
        await withTaskGroup(of: Void.self) { group in
            for job in 0..<20 {
                group.addTask {
                    let exchange = RecordingExchange(
                        of: Network(ok, ok, ok),
                        into: folder,
                        beginsAnew: true
                    )
                    for step in 0..<3 {
                        _ = await send(#"{"n":\#(step)}"#, job: "job-\(job)", over: exchange)
                    }
                }
            }
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: scratch.path("cassettes"))
        #expect(Set(names) == Set((0..<20).map { JobID("job-\($0)").slug + ".json" }))
        let again = CassettesTests.folder(scratch)
        for job in 0..<20 {
            for step in 0..<3 {
                #expect(await replay(#"{"n":\#(step)}"#, job: "job-\(job)", in: again) == ok)
            }
        }
    }
}

/// Gives one body of bytes.
private struct RawNetwork: HTTPExchange {
    var bytes: [UInt8]

    func send(_ request: HTTPRequest, to reader: some HTTPResponseReader) async throws(HTTPFailure) {
        reader.take(HTTPResponseHead(status: 200, headers: []))
        _ = reader.take(bytes)
    }
}
