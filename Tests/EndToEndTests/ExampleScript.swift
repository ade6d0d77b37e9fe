import Conversation
import Foundation
import LoopbackProvider

/// What the models of `jobs/quickstart.json` and `jobs/regression.json` say while their cassettes are recorded: a
/// decision from the request alone, as a model's is.
enum ExampleScript {
    /// The reply with figures for servers that send them unasked, as some do.
    static func reply(to request: LoopbackRequest) -> LoopbackReply {
        let reply = decision(on: request)
        guard case .answer(var answer) = reply, request.wireProtocol == .openAIChat,
            request.json["stream_options"] == nil
        else { return reply }
        let total = request.inputTokens + answer.outputTokens
        answer.usage =
            #"{"prompt_tokens":\#(request.inputTokens),"completion_tokens":\#(answer.outputTokens),"total_tokens":\#(total)}"#
        return .answer(answer)
    }

    private static func decision(on request: LoopbackRequest) -> LoopbackReply {
        let task = request.messages.first?.text ?? ""
        if request.prompt.contains("Write the memory of this conversation.") {
            return .text(LogReading(telling: request.prompt).memory)
        }
        if task.contains("imports-2026-10.log") { return readLog(request) }
        if task.contains("`test_one_decimal`") { return mendCents(request) }
        if task.contains("a release note") { return .text(releaseNote) }
        if let answer = answers.first(where: { task.contains($0.task) && task.contains($0.about) }) {
            return .text(answer.text)
        }
        return .error(
            status: 400,
            type: "invalid_request_error",
            message: "the script does not know this task"
        )
    }

    private static let releaseNote = """
        Amounts with one decimal are read right: 12.5 is twelve euros and fifty cents, no longer 12.05.
        breaking: no
        """

    /// The tasks that take one answer, by the row that they are about.
    private static let answers: [(task: String, about: String, text: String)] =
        [
            ("charged twice", "billing"), ("blank page", "bug"), ("as a spreadsheet", "question"),
            ("old address", "billing"), ("12.05 in the monthly", "bug"),
        ].map { ("Sort this message", $0.0, $0.1) }
        + [
            ("2026-0417", #"{"number": "2026-0417", "currency": "EUR", "total": "119.00"}"#),
            ("B-88213", #"{"number": "B-88213", "currency": "USD", "total": "64.90"}"#),
            ("XK7PQD", #"{"number": "XK7PQD", "currency": "EUR", "total": "49.90"}"#),
            ("R/2026/31", #"{"number": "R/2026/31", "currency": "CHF", "total": "1250.00"}"#),
        ].map { ("of this document", $0.0, $0.1) }
        + [
            (
                "charged twice",
                "We are sorry that October was charged twice; one of the payments goes back to you. Please tell us if "
                    + "it does not appear on your statement."
            ),
            (
                "blank page",
                "Thank you for telling us that the overview stays blank in both browsers; we are looking into it. If "
                    + "the browser's console shows a message, it would help us to see it."
            ),
            (
                "as a spreadsheet",
                "Yes: the overview has a button named Export that saves your expenses as a spreadsheet. You can choose "
                    + "the months before you save."
            ),
            (
                "old address",
                "We are sorry that the invoice carries your old address. Please send us the new one, and we issue the "
                    + "invoice again."
            ),
            (
                "12.05 in the monthly",
                "Thank you for finding this: amounts with one decimal are added up wrongly. We are mending it, and your "
                    + "expenses themselves are stored as you wrote them."
            ),
        ].map { ("Answer this message", $0.0, $0.1) }
}

// MARK: - Mending

extension ExampleScript {
    /// Looks, reads two files in one step, makes one edit, and tells what was wrong.
    private static func mendCents(_ request: LoopbackRequest) -> LoopbackReply {
        switch request.toolTurns {
        case 0:
            return .answer(
                LoopbackAnswer(
                    text: "I look for the test and the program first.",
                    calls: [.init(name: "glob", arguments: #"{"pattern":"**/*.py"}"#)]
                )
            )
        case 1:
            return .answer(
                LoopbackAnswer(calls: [
                    .init(name: "read", arguments: #"{"filePath":"test_tally.py"}"#),
                    .init(name: "read", arguments: #"{"filePath":"tally.py"}"#),
                ])
            )
        case 2:
            let edit =
                #"{"filePath":"tally.py","oldString":"int(fraction or 0)","newString":"int(fraction.ljust(2, \"0\"))"}"#
            return .answer(
                LoopbackAnswer(
                    reasoning: request.model.hasPrefix("claude")
                        ? "12.5 is split into 12 and 5, and the 5 is added as cents. It has to be padded to 50."
                        : "",
                    calls: [.init(name: "edit", arguments: edit)]
                )
            )
        default:
            return .text(
                "`cents` in `tally.py` took a single decimal for cents, so that 12.5 became 12.05; the fraction is now "
                    + "padded to two digits."
            )
        }
    }
}

// MARK: - Reading

extension ExampleScript {
    /// Reads on where it stands until the file ends, and keeps account in its own words.
    private static func readLog(_ request: LoopbackRequest) -> LoopbackReply {
        var reading = LogReading()
        for message in request.messages {
            if message.role == .tool {
                reading.count(message.text)
            } else {
                let told = LogReading(telling: message.text)
                if told.lines > reading.lines { reading = told }
            }
        }
        if let last = request.results.last, !last.contains("[the file goes on") {
            return .text("\(reading.account)\n\nThat is the whole log.\n\nrejected: \(reading.rejected)")
        }
        let arguments =
            #"{"filePath":"logs/imports-2026-10.log","offset":\#(reading.lines),"limit":40}"#
        return .answer(
            LoopbackAnswer(
                text: reading.lines == 0 ? "I read the log in parts." : reading.account,
                calls: [.init(name: "read", arguments: arguments)]
            )
        )
    }
}

/// How far the log was read, and what was found.
private struct LogReading {
    var lines = 0
    var rejected = 0

    init() {}

    /// What the last account in a text tells.
    init(telling text: String) {
        for match in text.matches(of: /Lines 1 to (\d+) are read, with (\d+) rows rejected\./) {
            lines = Int(match.1) ?? 0
            rejected = Int(match.2) ?? 0
        }
    }

    /// Takes in a tool's result: its lines are numbered.
    mutating func count(_ result: String) {
        for match in result.matches(of: /(?m)^(\d+)\| .*, (\d+) rejected,/) {
            guard let line = Int(match.1), line > lines, let rows = Int(match.2) else { continue }
            lines = line
            rejected += rows
        }
    }

    var account: String {
        "Lines 1 to \(lines) are read, with \(rejected) rows rejected."
    }

    var memory: String {
        """
        Task: read logs/imports-2026-10.log from its first line to its last, 40 lines at a time, and add up the \
        rejected rows; end with a line that says `rejected: ` and the sum.
        Done: \(account)
        Next: read on with `offset` \(lines) and `limit` 40 until the file ends.
        """
    }
}
