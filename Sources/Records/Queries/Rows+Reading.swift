import Conversation
import GRDB

// Each `columns` is read by the initializer below it, in the same order.

extension JobRecord {
    static let columns = """
        job.sequence, job.id, job.template, job.lane, job.model, job.vars, job.axes, job.tags, job.cluster,
        job.repeat, job.file, job.line, job.column, job.attempt, job.outcome, job.facts
        """

    init(_ row: inout RowReader) throws {
        planned = PlannedJob(
            sequence: row.next(),
            id: row.identifier(),
            template: row.next(),
            lane: row.identifier(),
            model: try row.model(),
            vars: try row.object(),
            axes: try row.object(),
            tags: try row.texts(),
            cluster: row.next(),
            repeatNumber: row.next(),
            source: SourcePlace(file: row.next(), line: row.next(), column: row.next())
        )
        attempt = row.next()
        ending = try row.ending()
    }
}

extension AttemptRecord {
    static let columns = """
        job.id, attempt.number, attempt.started, attempt.workspace, attempt.finished, attempt.outcome,
        attempt.facts, attempt.answer, attempt.output, attempt.changed, attempt.patch, job.outcome IS NOT NULL
        """

    init(_ row: inout RowReader) throws {
        start = AttemptStart(
            job: row.identifier(),
            number: row.next(),
            started: row.moment(),
            workspace: try row.json()
        )
        let finished: Moment? = row.moment()
        guard let finished, let ending = try row.ending() else { return }
        end = AttemptEnd(
            job: start.job,
            number: start.number,
            finished: finished,
            ending: ending,
            answer: row.next(),
            output: try row.json(),
            changed: try row.texts(),
            patch: row.next(),
            isFinal: row.next()
        )
    }
}

extension SessionRecord {
    static let columns = """
        session.id, job.id, session.attempt, session.parent, session.parentCall, session.depth, session.model,
        session.title, session.started, session.finished
        """

    init(_ row: inout RowReader) throws {
        self.init(
            id: row.identifier(),
            job: row.identifier(),
            attempt: row.next(),
            parent: row.identifier(),
            parentCall: row.next(),
            depth: row.next(),
            model: try row.model(),
            title: row.next(),
            started: row.moment(),
            finished: row.moment()
        )
    }
}

extension EntryRecord {
    static let columns = "entry.session, entry.sequence, entry.step, entry.at, entry.json"

    init(_ row: inout RowReader) throws {
        let session: SessionID = row.identifier()
        let sequence: Int = row.next()
        let step: Int = row.next()
        let at: Moment = row.moment()
        guard let json = try row.json(), let entry = Entry(json) else {
            throw RecordError.rejected(message: "entry \(sequence) of session \(session) is no entry")
        }
        self.init(session: session, sequence: sequence, step: step, at: at, entry: entry)
    }
}

extension ToolRecord {
    static let columns = """
        toolCall.session, toolCall.step, toolCall.call, toolCall.tool, toolCall.title, toolCall.canWrite,
        toolCall.started, toolCall.finished, toolCall.failed, toolCall.denied, toolCall.exitCode, toolCall.bytes,
        toolCall.bytesSent, toolCall.result
        """

    init(_ row: inout RowReader) {
        start = ToolStart(
            session: row.identifier(),
            step: row.next(),
            call: row.next(),
            tool: row.next(),
            title: row.next(),
            canWrite: row.next(),
            started: row.moment()
        )
        let finished: Moment? = row.moment()
        guard let finished else { return }
        end = ToolEnd(
            session: start.session,
            step: start.step,
            call: start.call,
            finished: finished,
            failed: row.next(),
            denied: row.next(),
            exitCode: row.next(),
            bytes: row.next(),
            bytesSent: row.next(),
            result: row.next()
        )
    }
}

extension CheckRecord {
    static let columns = """
        job.id, "check".attempt, "check".number, "check".kind, "check".passed, "check".score, "check".detail
        """

    init(_ row: inout RowReader) {
        self.init(
            job: row.identifier(),
            attempt: row.next(),
            number: row.next(),
            kind: row.next(),
            passed: row.next(),
            score: row.next(),
            detail: row.next()
        )
    }
}

extension LaneRecord {
    static let columns = "provider, width, jobs, requests, maxInFlight, limited, coolDown"

    init(_ row: inout RowReader) {
        self.init(
            provider: row.identifier(),
            width: row.next(),
            jobs: row.next(),
            requests: row.next(),
            maxInFlight: row.next(),
            limited: row.next(),
            coolDown: row.duration() ?? .zero
        )
    }
}

extension RunRecord {
    static let columns = """
        id, name, started, finished, state, exitCode, docket, host, gitRevision, gitDirty, manifestDigest,
        catalogDigest, catalog, replayed, date, command, budget, settings
        """

    init(_ row: inout RowReader) throws {
        self.init(
            id: row.identifier(),
            name: row.next(),
            started: row.moment(),
            finished: row.moment(),
            state: State(rawValue: row.next()) ?? .running,
            exitCode: row.next(),
            docket: row.next(),
            host: row.next(),
            gitRevision: row.next(),
            gitDirty: row.next(),
            manifestDigest: row.identifier(),
            catalogDigest: row.identifier(),
            catalog: try row.json() ?? .null,
            isReplayed: row.next(),
            date: row.next(),
            command: try row.texts(),
            budget: row.money(),
            settings: try row.json() ?? .null
        )
    }
}
