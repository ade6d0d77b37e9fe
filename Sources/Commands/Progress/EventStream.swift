import Catalog
import Conversation
import Runs

/// Writes a run's events to standard output as newline-delimited JSON, each once it is on disk (`--events`).
struct EventStream: Sendable {
    let run: RunID
    let console: Console

    func write(_ event: RunEvent) {
        var writer = JSONWriter()
        writer.object { object in
            object.member("version", 1)
            object.member("event", event.kind.name)
            object.member("at", event.at.iso8601)
            object.member("run", run.rawValue)
            object.member("job", event.job.map { .string($0.rawValue) } ?? .null)
            object.member("session", event.session.map { .string($0.rawValue) } ?? .null)
            object.key("parentSession")
            object.null()
            object.member("step", event.step.map { .number(String($0)) } ?? .null)
            event.kind.write(to: &object)
        }
        console.write(writer.bytes + [UInt8(ascii: "\n")])
    }
}

extension RunEvent.Kind {
    fileprivate var name: String {
        switch self {
        case .runStarted: "runStarted"
        case .jobStarted: "jobStarted"
        case .sessionStarted: "sessionStarted"
        case .messageAdded: "messageAdded"
        case .toolStarted: "toolStarted"
        case .toolFinished: "toolFinished"
        case .stepFinished: "stepFinished"
        case .summarized: "summarized"
        case .callRetried: "callRetried"
        case .providerSlowed: "providerSlowed"
        case .providerStopped: "providerStopped"
        case .checkFinished: "checkFinished"
        case .jobFinished: "jobFinished"
        case .runFinished: "runFinished"
        }
    }

    /// The members that are this kind's own.
    fileprivate func write(to object: inout JSONWriter) {
        switch self {
        case .runStarted(let name, let jobs):
            object.member("name", name)
            object.member("jobs", jobs)
        case .jobStarted(let attempt, let provider, let model):
            object.member("attempt", attempt)
            object.member("provider", provider.rawValue)
            object.member("model", model.name)
        case .sessionStarted(let title):
            object.member("title", title)
        case .messageAdded(let entry):
            object.member("role", entry.role)
            object.key("entry")
            entry.write(to: &object)
        case .toolStarted(let call, let tool, let title):
            object.member("call", call)
            object.member("tool", tool)
            object.member("title", title)
        case .toolFinished(let finish):
            object.member("call", finish.call)
            object.member("tool", finish.tool)
            object.member("title", finish.title)
            object.seconds("seconds", finish.duration)
            object.member("failed", finish.failed)
            object.member("denied", finish.denied)
            object.member("exitCode", finish.exitCode.map { .number(String($0)) } ?? .null)
            object.member("bytes", finish.bytes)
            object.member("bytesSent", finish.bytesSent)
        case .stepFinished(let stop, let usage, let cost):
            object.member("stopReason", stop.name)
            object.member("usage", usage?.json ?? .null)
            object.member("cost", cost.map { .string($0.decimal) } ?? .null)
        case .summarized(let before, let after):
            object.member("bytesBefore", before)
            object.member("bytesAfter", after)
        case .callRetried(let provider, let error, let pause):
            object.member("provider", provider.rawValue)
            object.member("error", error.kind.name)
            object.seconds("after", pause)
        case .providerSlowed(let provider, let width, let error, let pause):
            object.member("provider", provider.rawValue)
            object.member("width", width)
            object.member("error", error.kind.name)
            object.seconds("pause", pause)
        case .providerStopped(let provider, let error):
            object.member("provider", provider.rawValue)
            object.member("reason", error.kind.name)
            object.member("message", error.message)
        case .checkFinished(let check, let passed, let detail):
            object.member("check", check)
            object.member("passed", passed.map(JSONValue.bool) ?? .null)
            object.member("detail", detail.map(JSONValue.string) ?? .null)
        case .jobFinished(let finish):
            object.member("attempt", finish.attempt)
            object.member("status", finish.ending.outcome.status.rawValue)
            object.member("outcome", finish.ending.outcome.rawValue)
            object.member("steps", finish.steps)
            object.seconds("seconds", finish.duration)
        case .runFinished(let exitCode):
            object.member("exitCode", exitCode)
        }
    }
}

extension JSONWriter {
    fileprivate mutating func seconds(_ name: String, _ duration: Duration) {
        key(name)
        raw(String(duration.seconds))
    }
}

extension Usage {
    fileprivate var json: JSONValue {
        [
            "input": .number(String(input)), "cacheRead": .number(String(cacheRead)),
            "cacheWriteShort": .number(String(cacheWriteShort)),
            "cacheWriteLong": .number(String(cacheWriteLong)),
            "output": .number(String(output)), "reasoning": .number(String(reasoning)),
        ]
    }
}
