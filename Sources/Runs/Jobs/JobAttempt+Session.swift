import Catalog
import Conversation
import Manifests
import Records
import Scheduling
import Sessions
import Tools

extension JobAttempt {
    /// The job's own session, with the models and tools that it is handed.
    func session(
        recorder: AttemptRecorder,
        workspace: PreparedWorkspace?,
        files: [Attachment]
    ) async throws(RunError) -> Session {
        let stopwatch = Stopwatch(time: context.ports.time)
        let budgets = try await budgets()
        func model(_ reference: ModelReference) throws(RunError) -> SessionModel {
            try sessionModel(reference, recorder: recorder, budgets: budgets, stopwatch: stopwatch)
        }
        let own = try model(job.model)
        var summaries: SummarySettings?
        if let summarize = job.summarize {
            summaries = SummarySettings(
                threshold: summarize.at,
                keepsRecent: summarize.keepRecent,
                model: try summarize.model.map { reference throws(RunError) in try model(reference) }
            )
        }
        let control = context.control
        return Session(
            settings: SessionSettings(
                id: recorder.session,
                job: job.id,
                attempt: number,
                model: own,
                system: context.surroundings.prompt(for: job).texts,
                prompts: job.prompts,
                files: files,
                output: job.output,
                limits: SessionLimits(
                    maxSteps: job.maxSteps,
                    timeout: job.timeout,
                    stallTimeout: job.stallTimeout,
                    loopLimit: job.loopLimit
                ),
                summaries: summaries,
                asksForTitle: job.title == .auto
            ),
            toolbox: toolbox(workspace),
            observer: recorder,
            stopwatch: stopwatch,
            time: context.ports.time,
            stops: { control.ending }
        )
    }

    /// What an earlier process recorded of the session.
    var sessionPast: SessionPast? {
        guard let session = past?.sessions.first else { return nil }
        let entries = session.entries
        return SessionPast(
            transcript: session.transcript,
            steps: entries.count { if case .assistant = $0.entry { true } else { false } },
            summaries: entries.count { if case .summary = $0.entry { true } else { false } },
            results: session.unanswered.compactMap(\.recordedResult),
            lastStop: session.lastStop.map(StopReason.init(name:))
        )
    }

    private func sessionModel(
        _ reference: ModelReference,
        recorder: AttemptRecorder,
        budgets: [Budget],
        stopwatch: Stopwatch
    ) throws(RunError) -> SessionModel {
        let member = try context.roster.member(reference)
        let chance = context.ports.chance
        let port = LaneModel(
            base: member.base,
            provider: reference.provider,
            lane: member.lane,
            price: member.card.price,
            sheet: member.sheet,
            budgets: budgets,
            stopwatch: stopwatch,
            ledger: recorder,
            observer: recorder,
            time: context.ports.time,
            chance: { Double(chance() >> 11) * 0x1p-53 }
        )
        let isOwn = reference == job.model
        return SessionModel(
            port: port,
            name: reference.name,
            abilities: member.card.abilities,
            context: member.card.inputLimit ?? member.card.context,
            maxOutputTokens: isOwn
                ? job.outputCap(of: member.card) : min(member.card.output ?? 32_000, 32_000),
            temperature: isOwn ? job.temperature : nil,
            reasoning: isOwn ? job.reasoning : nil,
            cachesPrompts: job.promptCache
        )
    }

    /// Whatever must bear each of the job's calls: its own budget, its manifest's, the run's.
    private func budgets() async throws(RunError) -> [Budget] {
        var budgets: [Budget] = []
        if let limit = job.budget {
            var spent = Money.zero
            var held = Money.zero
            if number > 1 || past != nil {
                do {
                    let spending = try await context.store.record.spending(of: job.id)
                    (spent, held) = (spending.cost, spending.reserved)
                } catch {
                    throw .record(error)
                }
            }
            budgets.append(Budget(scope: .job, limit: limit, spent: spent, held: held))
        }
        let manifest = try await context.templates.template(planned.template).manifest
        if let budget = context.manifestBudgets[manifest] { budgets.append(budget) }
        if let budget = context.runBudget { budgets.append(budget) }
        return budgets
    }

    private func toolbox(_ workspace: PreparedWorkspace?) -> Toolbox {
        guard let workspace else {
            return Toolbox(
                [],
                context: ToolContext(workspace: Workspace(root: "/")),
                processes: context.ports.processes
            )
        }
        let environment = workspace.environment(from: context.ports.toolEnvironment)
        let tools = job.tools.compactMap { BuiltInTools.tool(named: $0, environment: environment) }
        return Toolbox(
            tools,
            context: ToolContext(workspace: workspace.workspace, permissions: permissions(tools)),
            processes: context.ports.processes
        )
    }

    private func permissions(_ tools: [any Tool]) -> Permissions {
        let rules = job.permissions.compactMap(PermissionRule.init)
        let permissions = Permissions(rules)
        guard job.workspace?.isolate == WorkspaceSettings.Isolation.none else { return permissions }
        return permissions.withoutIsolation(writers: tools.filter(\.canWrite).map(\.name))
    }
}

extension PermissionRule {
    /// A rule as the manifest has it, already validated.
    fileprivate init?(_ json: JSONValue) {
        guard let tool = json["tool"]?.string, let allow = json["allow"]?.bool else { return nil }
        self.init(tool: tool, path: json["path"]?.string, command: json["command"]?.string, allow: allow)
    }
}

extension ToolRecord {
    /// The result, where the tool had ended before the program did.
    fileprivate var recordedResult: ToolResult? {
        guard let end, let text = end.result else { return nil }
        return ToolResult(call: start.call, name: start.tool, text: text, isError: end.failed)
    }
}
