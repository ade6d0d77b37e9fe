import Catalog
import Conversation
import Manifests
import Records
import Scheduling
import Sessions
import Tools

/// Carries one job from its place in the plan to its outcome: attempts, each with its workspace, session and checks.
struct JobRunner: Sendable {
    let context: RunContext

    /// - Returns: what is left to do for the job once it is no longer open.
    func run(_ record: JobRecord) async -> Schedule.Remainder? {
        do {
            guard let confirm = try await carryOut(record) else { return nil }
            return {
                do throws(RunError) {
                    try await confirm()
                } catch {
                    context.fail(error)
                }
            }
        } catch {
            context.fail(error)
            return nil
        }
    }

    private func carryOut(_ record: JobRecord) async throws(RunError) -> JobAttempt.Confirmation? {
        let job = try await context.templates.job(record.planned)
        var past = try await resumePoint(of: record, job: job)
        var number = past?.attempt.start.number ?? record.attempt + 1
        let last = number + max(job.attempts, 1) - 1
        while true {
            let attempt = JobAttempt(
                context: context,
                job: job,
                planned: record.planned,
                number: number,
                past: past
            )
            let (ending, confirmation) = try await attempt.run(isLast: number >= last)
            guard number < last, Self.mayTryAgain(ending) else { return confirmation }
            past = nil
            number += 1
        }
    }

    /// Where the job's interrupted attempt goes on; nothing where a new one begins.
    private func resumePoint(of record: JobRecord, job: Job) async throws(RunError) -> ResumePoint? {
        guard record.attempt > 0 else { return nil }
        do {
            guard let point = try await context.store.record.resumePoint(of: record.planned.id) else {
                return nil
            }
            if !point.sessions.isEmpty, job.workspaceStands(context.isolator) { return point }
            // What was done in a workspace that is gone cannot be gone on with.
            if point.attempt.end == nil {
                try await context.store.commit(
                    .attemptFinished(
                        AttemptEnd(
                            job: job.id,
                            number: point.attempt.start.number,
                            finished: context.ports.time.moment,
                            ending: Ending(.interrupted),
                            isFinal: false
                        )
                    )
                )
            }
            return nil
        } catch {
            throw .record(error)
        }
    }

    /// Whether a further attempt may end otherwise. What would only fail or cost again is left alone.
    static func mayTryAgain(_ ending: Ending) -> Bool {
        switch ending.outcome {
        case .succeeded, .unchanged, .cancelled, .interrupted, .notStarted, .authentication, .unrecorded,
            .budgetExhausted, .internalError:
            false
        case .failedChecks, .truncated, .filtered, .refused, .empty, .invalidOutput, .stepLimit, .timeLimit,
            .looping, .contextExhausted, .stalled, .rateLimited, .providerError, .toolFailure,
            .workspaceError,
            .checkError:
            true
        }
    }
}
