import Catalog
import Conversation
import Records

extension TranscriptReport {
    /// One object, version 1: the job's line of `results.jsonl` under `result`, its calls, and its sessions with their
    /// entries as the record keeps them.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("version", 1)
            $0.key("result")
            $0.raw(String(decoding: ResultLines.line(summary), as: UTF8.self))
            $0.array("attempts") { array in for attempt in attempts { array.object(attempt.write(to:)) } }
            $0.array("calls") { array in for call in calls { array.object(call.write(to:)) } }
            $0.array("sessions") { array in for session in sessions { array.object(session.write(to:)) } }
        }
        return writer.bytes
    }
}

extension AttemptRecord {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("attempt", start.number)
        writer.member("started", start.started)
        writer.member("finished", end?.finished)
        writer.member("outcome", optional: end?.ending.outcome.rawValue)
        writer.member("facts", end.map { .object($0.ending.facts) } ?? .null)
    }
}

extension CallRecord {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("call", Int(start.number.rawValue))
        writer.member("attempt", start.origin.attempt)
        writer.member("session", start.origin.session.rawValue)
        writer.member("step", start.origin.step)
        writer.member("purpose", start.origin.purpose.rawValue)
        writer.member("depth", start.origin.depth)
        writer.member("provider", start.provider.rawValue)
        writer.member("model", start.model)
        writer.member("modelAnswered", optional: end?.model)
        writer.member("try", start.tryNumber)
        writer.member("state", state)
        writer.member("stopReason", optional: end?.result.stopReason)
        writer.member("error", optional: end?.result.failure?.kind)
        writer.member("message", optional: end?.result.failure?.message)
        writer.member("status", optional: end?.response.status)
        writer.member("requestID", optional: end?.response.requestID)
        writer.member("sent", start.sent)
        writer.member("permitWait", seconds: start.permitWait)
        writer.member("seconds", seconds: end.map { $0.ended - start.sent })
        writer.member("firstByte", seconds: end?.response.firstByte)
        writer.member("firstToken", seconds: end?.response.firstToken)
        writer.member("usage", end?.usage.usage)
        writer.member("cost", end?.price.cost)
    }
}

extension TranscriptReport.SessionTranscript {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("session", record.id.rawValue)
        writer.member("parent", optional: record.parent?.rawValue)
        writer.member("depth", record.depth)
        writer.member("model", record.model.description)
        writer.member("title", record.title)
        writer.member("started", record.started)
        writer.member("finished", record.finished)
        writer.array("entries") { array in
            for entry in entries {
                array.object {
                    $0.member("step", entry.step)
                    $0.member("at", entry.at)
                    $0.key("entry")
                    entry.entry.write(to: &$0)
                }
            }
        }
        writer.array("tools") { array in for tool in tools { array.object(tool.write(to:)) } }
    }
}

extension ToolRecord {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("call", start.call)
        writer.member("step", start.step)
        writer.member("tool", start.tool)
        writer.member("title", start.title)
        writer.member("seconds", seconds: end.map { $0.finished - start.started })
        writer.key("failed")
        if let end { writer.bool(end.failed) } else { writer.null() }
        writer.key("denied")
        if let end { writer.bool(end.denied) } else { writer.null() }
        writer.member("exitCode", optional: end?.exitCode)
        writer.member("bytes", optional: end?.bytes)
        writer.member("bytesSent", optional: end?.bytesSent)
    }
}
