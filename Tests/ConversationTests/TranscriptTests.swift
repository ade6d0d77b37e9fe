import Conversation
import Testing

struct TranscriptTests {
    private let call = ToolCall(id: "c1", name: "read", arguments: #"{"filePath":"a"}"#)
    private let other = ToolCall(id: "c2", name: "bash", arguments: "{")
    private func result(_ call: ToolCall) -> ToolResult {
        ToolResult(call: call.id, name: call.name, text: "done", isError: false)
    }

    @Test func `without a summary the view is all that was said`() {
        let turn = AssistantTurn([.text("Hm."), .toolCall(call)])
        let transcript = Transcript([
            .system(["one", "two"]), .user("task"), .assistant(turn), .results([result(call)]),
        ])
        #expect(transcript.view.system == ["one", "two"])
        #expect(transcript.view.messages == [.user("task"), .assistant(turn), .results([result(call)])])
    }

    @Test func `a summary stands for what came before the kept entries, with the task word for word`() {
        let late = AssistantTurn([.text("late")])
        let transcript = Transcript([
            .system(["rules"]), .user("first task"), .assistant(AssistantTurn([.text("early")])),
            .user("second task"), .assistant(AssistantTurn([.toolCall(call)])), .results([result(call)]),
            .assistant(late), .summary(text: "what was done", keepsFrom: 6),
        ])
        let opening = """
            <task>
            second task
            </task>

            The conversation so far was too long to keep. This is what was done in it; go on from here.

            <summary>
            what was done
            </summary>
            """
        #expect(transcript.view.system == ["rules"])
        #expect(transcript.view.messages == [.user(opening), .assistant(late)])
    }

    @Test func `entries after a summary are in the view, and the last summary counts`() {
        var transcript = Transcript([
            .user("task"), .assistant(AssistantTurn([.text("1")])), .summary(text: "old", keepsFrom: 1),
            .assistant(AssistantTurn([.text("2")])), .summary(text: "new", keepsFrom: 3),
        ])
        transcript.append(.assistant(AssistantTurn([.text("3")])))
        let messages = transcript.view.messages
        #expect(
            messages.dropFirst() == [
                .assistant(AssistantTurn([.text("2")])), .assistant(AssistantTurn([.text("3")])),
            ]
        )
        guard case .user(let opening) = messages.first else {
            Issue.record("the view does not begin with the user")
            return
        }
        #expect(opening.contains("new") && !opening.contains("old"))
    }

    @Test(arguments: [-5, 0, 3, 100]) func `a summary that keeps what is not there does no harm`(index: Int) {
        let transcript = Transcript([
            .user("task"), .assistant(AssistantTurn([.text("1")])), .summary(text: "s", keepsFrom: index),
        ])
        guard case .user(let opening) = transcript.view.messages.first else {
            Issue.record("the view does not begin with the user")
            return
        }
        #expect(opening.contains("<summary>\ns\n</summary>"))
    }

    @Test func `calls are pending until each has its result`() {
        var transcript = Transcript([
            .user("task"), .assistant(AssistantTurn([.toolCall(call), .toolCall(other)])),
        ])
        #expect(transcript.pendingCalls == [call, other])
        transcript.append(.results([result(other)]))
        #expect(transcript.pendingCalls == [call])
        transcript.append(.results([result(call)]))
        #expect(transcript.pendingCalls == [])
        transcript.append(.assistant(AssistantTurn([.text("end")])))
        #expect(transcript.pendingCalls == [])
        #expect(transcript.lastTurn == AssistantTurn([.text("end")]))
    }

    @Test func `the visible text is all text parts and no reasoning`() {
        let turn = AssistantTurn([
            .reasoning(AssistantTurn.Reasoning(text: "hidden")), .text("a"), .toolCall(call), .text("b"),
        ])
        #expect(turn.text == "ab")
        #expect(turn.toolCalls == [call])
    }

    @Test(arguments: [
        Entry.system(["", "two"]), .user("text\u{0}\n😀"), .assistant(AssistantTurn()),
        .assistant(
            AssistantTurn([
                .reasoning(
                    AssistantTurn.Reasoning(text: "", echo: ["signature": "c2ln", "n": .number("1.0")])
                ),
                .reasoning(AssistantTurn.Reasoning(text: "why")),
                .reasoning(AssistantTurn.Reasoning(text: "null", echo: .null)), .text(""),
                .toolCall(ToolCall(id: "", name: "read", arguments: "not JSON")),
            ])
        ),
        .results([
            ToolResult(call: "c1", name: "read", text: "", isError: false),
            ToolResult(call: "c2", name: "bash", text: "exit 1", isError: true),
        ]),
        .results([]), .summary(text: "so far", keepsFrom: 12),
    ])
    func `an entry is read back as it was written`(entry: Entry) throws {
        var writer = JSONWriter()
        entry.write(to: &writer)
        #expect(try Entry(JSONValue(parsing: writer.bytes)) == entry)
    }

    @Test(arguments: [
        "null", "{}", #"{"role":"user"}"#, #"{"role":"assistant","parts":{}}"#, #"{"role":"tool"}"#,
        #"{"role":"summary","text":"x"}"#, #"{"role":"nobody","text":"x"}"#,
        #"{"role":"system","texts":"x"}"#,
    ])
    func `what is no entry is not taken for one`(text: String) throws {
        #expect(try Entry(JSONValue(parsing: text)) == nil)
    }

    @Test(arguments: [
        #"{"role":"assistant","parts":[{"text":"a"},{"txet":"b"}]}"#,
        #"{"role":"tool","results":[{"call":"c1","tool":"read"}]}"#, #"{"role":"system","texts":["a",1]}"#,
    ])
    func `an entry with a part that does not parse is not read as a shorter one`(text: String) throws {
        #expect(try Entry(JSONValue(parsing: text)) == nil)
    }
}
