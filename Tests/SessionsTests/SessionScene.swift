import Conversation
import Sessions
import Synchronization
import TestSupport
import Tools

/// A session with a scripted model, real tools in a folder of its own, and an observer that remembers.
final class SessionScene: SessionObserver {
    let scratch: Scratch
    let model: ScriptedModel
    let time: ManualTimekeeper
    var settings: SessionSettings {
        state.withLock { $0.settings }
    }
    private let toolbox: Toolbox
    private let state: Mutex<State>

    private struct State {
        var settings: SessionSettings
        var events: [SessionEvent] = []
        var stops: Ending?
        var failsAfter: Int?
    }

    init(
        _ script: [ScriptedModel.Reply],
        tools: [String] = ["read", "write", "list", "bash"],
        prompts: [String] = ["Do it."],
        time: ManualTimekeeper = ManualTimekeeper(jumps: false),
        configure: (inout SessionSettings) -> Void = { _ in }
    ) throws {
        scratch = try Scratch()
        model = ScriptedModel(script)
        self.time = time
        var settings = SessionSettings(
            id: SessionID("ses_1"),
            job: JobID("job"),
            model: SessionModel(port: model, name: "tiny"),
            prompts: prompts
        )
        configure(&settings)
        state = Mutex(State(settings: settings))
        toolbox = Toolbox(
            tools.compactMap { BuiltInTools.tool(named: $0, environment: ["PATH": "/usr/bin:/bin"]) },
            context: ToolContext(workspace: Workspace(root: scratch.path)),
            processes: Permits(2)
        )
    }

    func received(_ event: SessionEvent) async throws(SessionUnrecorded) {
        let fails = state.withLock { state in
            state.events.append(event)
            return state.failsAfter.map { state.events.count > $0 } ?? false
        }
        if fails { throw SessionUnrecorded(message: "disk full") }
    }

    func run(resuming past: SessionPast? = nil) async -> SessionResult {
        await session.run(resuming: past)
    }

    var session: Session {
        Session(
            settings: settings,
            toolbox: toolbox,
            observer: self,
            stopwatch: Stopwatch(time: time),
            time: time,
            stops: { self.state.withLock { $0.stops } }
        )
    }

    func stop(_ ending: Ending) {
        state.withLock { $0.stops = ending }
    }

    func fail(after events: Int) {
        state.withLock { $0.failsAfter = events }
    }

    /// The names of what happened, in order.
    var story: [String] {
        state.withLock { $0.events }.map { event in
            switch event {
            case .entryAdded(_, _, let entry): entry.role
            case .toolStarted(_, let start): "start \(start.tool)"
            case .toolFinished(_, let report): "end \(report.tool)"
            case .stepFinished: "step"
            case .summarized: "summarized"
            case .titled(let title): "title: \(title)"
            }
        }
    }

    /// The results that the model was given, in order.
    var results: [String] {
        state.withLock { $0.events }.flatMap { event -> [String] in
            guard case .entryAdded(_, _, .results(let results)) = event else { return [] }
            return results.map(\.text)
        }
    }
}

func call(_ name: String, _ arguments: String, id: String = "call_1") -> ToolCall {
    ToolCall(id: id, name: name, arguments: arguments)
}

func stopped(_ stop: StopReason, _ text: String = "half an ans") -> ScriptedModel.Reply {
    .answer(
        ModelAnswer(
            turn: AssistantTurn(text.isEmpty ? [] : [.text(text)]),
            stop: stop,
            usage: ReportedUsage(usage: Usage(input: 10, output: 5))
        )
    )
}
