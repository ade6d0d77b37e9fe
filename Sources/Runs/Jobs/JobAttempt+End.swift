import Catalog
import Checks
import Conversation
import Foundation
import Manifests
import Records
import Tools

extension JobAttempt {
    /// Judges what the attempt left behind, keeps its patch, records its end, and clears its workspace away. Where that is
    /// all but done, the rest comes back as the confirmation that the record is awaited with.
    func finish(
        _ result: AttemptResult,
        recorder: AttemptRecorder,
        workspace: PreparedWorkspace?,
        isLast: Bool
    ) async throws(RunError) -> (Ending, Confirmation?) {
        var ending = result.ending
        var changed: [String] = []
        var patch: String?
        let isInterrupted = ending.outcome == .interrupted
        // Looking at a large workspace takes long; nothing waits unwritten meanwhile.
        if workspace != nil { try await commit(recorder) }
        do {
            if let workspace, !isInterrupted {
                changed = try await workspace.changedFiles()
                patch = try await keepPatch(of: workspace, changed: changed)
            }
        } catch {
            if ending.outcome == .succeeded {
                ending = Ending(.workspaceError, ["message": .string(error.message)])
            }
        }
        if ending.outcome == .succeeded, !job.checks.isEmpty {
            ending = try await judge(result, recorder: recorder, workspace: workspace, changed: changed)
        }
        let finished = context.ports.time.moment
        let isFinal = isLast || !JobRunner.mayTryAgain(ending)
        recorder.note(
            .sessionFinished(recorder.session, at: finished),
            .attemptFinished(
                AttemptEnd(
                    job: job.id,
                    number: number,
                    finished: finished,
                    ending: ending,
                    answer: result.answer,
                    output: result.output,
                    changed: changed,
                    patch: patch,
                    isFinal: isFinal
                )
            )
        )
        let finish = RunEvent.JobFinish(
            provider: job.model.provider,
            attempt: number,
            ending: ending,
            steps: result.steps,
            duration: context.ports.time.elapsed - result.begun
        )
        guard isFinal, workspace == nil else {
            try await commit(recorder)
            // An interrupted job goes on in its workspace.
            if !isInterrupted { try? await workspace?.discard() }
            if isFinal { await recorder.tell(.jobFinished(finish)) }
            return (ending, nil)
        }
        return (ending, { () async throws(RunError) in try await confirm(finish, recorder: recorder) })
    }

    /// The end of a job that leaves nothing but rows: whoever takes its place need not wait until they are written.
    private func confirm(_ finish: RunEvent.JobFinish, recorder: AttemptRecorder) async throws(RunError) {
        try await commit(recorder, .soon)
        await recorder.tell(.jobFinished(finish))
    }

    private func commit(_ recorder: AttemptRecorder, _ urgency: Store.Urgency = .now) async throws(RunError) {
        do {
            try await recorder.commit(urgency: urgency)
        } catch {
            throw .record(error)
        }
    }

    /// Writes the patch into the run's folder, whole or not at all.
    private func keepPatch(of workspace: PreparedWorkspace, changed: [String]) async throws(WorkspaceError)
        -> String?
    {
        guard job.workspace?.keep == .patch, !changed.isEmpty, let bytes = try await workspace.patch() else {
            return nil
        }
        let relative = RunFolder.patch(slug: job.id.slug)
        let file = URL(filePath: context.folder.file(relative))
        do {
            try FileManager.default.createDirectory(
                at: file.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: file, options: .atomic)
        } catch {
            throw .system(path: file.path(percentEncoded: false), message: error.localizedDescription)
        }
        return relative
    }

    // MARK: - Checks

    private func judge(
        _ attempt: AttemptResult,
        recorder: AttemptRecorder,
        workspace: PreparedWorkspace?,
        changed: [String]
    ) async throws(RunError) -> Ending {
        let subject = try await subject(attempt, recorder: recorder, workspace: workspace, changed: changed)
        var failed: [JSONValue] = []
        var broken: [JSONValue] = []
        for (index, json) in job.checks.enumerated() {
            let result: CheckResult
            do throws(CheckError) {
                result = try await Check(json).evaluate(subject)
            } catch {
                result = CheckResult(
                    check: "check \(index + 1)",
                    verdict: .error,
                    detail: "`\(error.key)`: \(error.reason)"
                )
            }
            let passed = result.verdict == .error ? nil : result.isPassed
            recorder.note(
                .checkFinished(
                    CheckRecord(
                        job: job.id,
                        attempt: number,
                        number: index,
                        kind: result.check,
                        passed: passed,
                        score: result.score,
                        detail: result.detail
                    )
                )
            )
            await recorder.tell(.checkFinished(check: result.check, passed: passed, detail: result.detail))
            switch result.verdict {
            case .passed: continue
            case .failed: failed.append(.string(result.name ?? result.check))
            case .error: broken.append(.string(result.detail ?? result.check))
            }
        }
        if let first = broken.first {
            return Ending(.checkError, ["message": first, "count": .number(String(broken.count))])
        }
        guard failed.isEmpty else {
            return Ending(.failedChecks, ["checks": .array(failed), "count": .number(String(failed.count))])
        }
        return Ending(.succeeded)
    }

    private func subject(
        _ result: AttemptResult,
        recorder: AttemptRecorder,
        workspace: PreparedWorkspace?,
        changed: [String]
    ) async throws(RunError) -> CheckSubject {
        let spending: Spending
        // Commands may take long; nothing waits unwritten meanwhile.
        try await commit(recorder)
        do {
            // From the ledger, like every total.
            spending = try await context.store.record.spending(of: job.id, attempt: number)
        } catch {
            throw .record(error)
        }
        let isKnown = spending.unknownUsage == 0 && spending.unpriced == 0
        let environment =
            workspace?.environment(from: context.ports.toolEnvironment) ?? context.ports.toolEnvironment
        return CheckSubject(
            answer: result.answer ?? "",
            workspace: workspace?.workspace,
            changedFiles: changed,
            cost: isKnown ? spending.cost : nil,
            usage: spending.usage,
            duration: context.ports.time.elapsed - result.begun,
            steps: result.steps,
            toolCalls: result.toolCalls,
            environment: environment,
            processes: context.ports.processes
        )
    }
}
