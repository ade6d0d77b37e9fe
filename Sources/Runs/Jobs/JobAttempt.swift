import Catalog
import Conversation
import Manifests
import Records
import Scheduling
import Sessions
import Tools

/// One attempt at a job. `JobAttempt+Session.swift` makes its session, `JobAttempt+End.swift` judges and records its
/// end.
struct JobAttempt: Sendable {
    let context: RunContext
    let job: Job
    let planned: Records.PlannedJob
    let number: Int
    /// Where an earlier process left this attempt, if it is gone on with.
    let past: ResumePoint?

    /// Waits until the end of an attempt is on disk, and tells of it.
    typealias Confirmation = @Sendable () async throws(RunError) -> Void

    /// Runs the attempt to its end and records it. The last one ends the job whatever its outcome.
    ///
    /// - Returns: how it ended, and what is left to do where the job need not stay open for it.
    func run(isLast: Bool) async throws(RunError) -> (Ending, Confirmation?) {
        let time = context.ports.time
        let begun = time.elapsed
        await context.tell(
            .jobStarted(attempt: number, provider: job.model.provider, model: job.model),
            job: job.id
        )
        let recorder = recorder()
        let workspace: PreparedWorkspace?
        let files: [Attachment]
        do {
            files = try context.attachments.load(job.files)
            workspace = try await openWorkspace()
        } catch {
            if past == nil { note(start: recorder, workspace: nil) }
            let ending = Ending(.workspaceError, ["message": .string(error.message)])
            return try await finish(
                AttemptResult(ending: ending, begun: begun),
                recorder: recorder,
                workspace: nil,
                isLast: isLast
            )
        }
        if past == nil { note(start: recorder, workspace: workspace) }
        let session = try await session(recorder: recorder, workspace: workspace, files: files)
        let result = await session.run(resuming: sessionPast)
        var attempt = AttemptResult(ending: result.ending, begun: begun)
        attempt.answer = result.answer
        attempt.output = result.output
        attempt.toolCalls = result.transcript.entries.reduce(0) { count, entry in
            if case .assistant(let turn) = entry { count + turn.toolCalls.count } else { count }
        }
        attempt.steps = result.steps
        return try await finish(attempt, recorder: recorder, workspace: workspace, isLast: isLast)
    }

    private func recorder() -> AttemptRecorder {
        let time = context.ports.time
        let session =
            past?.sessions.first?.record.id
            ?? SessionID(at: time.moment, chance: context.ports.chance())
        return AttemptRecorder(
            store: context.store,
            job: job.id,
            session: session,
            observer: context.ports.observer,
            time: time,
            isReplayed: context.run.isReplayed
        )
    }

    private func note(start recorder: AttemptRecorder, workspace: PreparedWorkspace?) {
        let moment = context.ports.time.moment
        recorder.note(
            .attemptStarted(
                AttemptStart(
                    job: job.id,
                    number: number,
                    started: moment,
                    workspace: workspace.map { .string($0.workspace.root) }
                )
            ),
            .sessionStarted(
                SessionRecord(
                    id: recorder.session,
                    job: job.id,
                    attempt: number,
                    model: job.model,
                    title: title,
                    started: moment
                )
            )
        )
    }

    /// Until the model has given one, where it is asked for one.
    var title: String {
        switch job.title {
        case .text(let text): text
        case .jobID, .auto: job.id.rawValue
        }
    }
}

/// What an attempt came to before it is judged.
struct AttemptResult: Sendable {
    var ending: Ending
    /// When it began, by the clock's elapsed time.
    var begun: Duration
    var answer: String?
    /// The answer as the value that an `output` schema asked for.
    var output: JSONValue?
    var toolCalls = 0
    var steps = 0

    init(ending: Ending, begun: Duration) {
        self.ending = ending
        self.begun = begun
    }
}
