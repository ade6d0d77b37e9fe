package import Conversation

/// The tools a session has: runs the calls of a step, and turns whatever goes wrong into a result that the model can
/// act on.
package struct Toolbox: Sendable {
    private let tools: [any Tool]
    private let context: ToolContext
    private let processes: Permits
    private let clock: any Clock<Duration>

    /// - Parameters:
    ///   - tools: those that the job allows, in the order in which the model is told of them.
    ///   - context: where they work; the call's ID is filled in for each.
    ///   - processes: the run's places for tool processes, shared by all its sessions.
    ///   - clock: measures how long calls take.
    package init(
        _ tools: [any Tool],
        context: ToolContext,
        processes: Permits,
        clock: any Clock<Duration> = ContinuousClock()
    ) {
        self.tools = tools
        self.context = context
        self.processes = processes
        self.clock = clock
    }

    package var definitions: [ToolDefinition] {
        tools.map(\.definition)
    }

    /// Whether a call of that name can change anything. A name that no tool has changes nothing.
    package func canWrite(_ name: String) -> Bool {
        tool(named: name)?.canWrite ?? false
    }

    /// Runs the calls of one step beside each other, except where their order matters.
    ///
    /// - Parameters:
    ///   - calls: as the model wrote them.
    ///   - started: awaited before a call runs.
    ///   - finished: awaited once a call has ended and before anybody else learns its result: who keeps a record commits
    ///     it here.
    /// - Returns: the results in the calls' order, one for each.
    package func run(
        _ calls: [ToolCall],
        started: @escaping @Sendable (ToolStart) async -> Void = { _ in },
        finished: @escaping @Sendable (ToolReport) async -> Void = { _ in }
    ) async -> [ToolResult] {
        let prepared = calls.map(prepare)
        var schedule = StepSchedule(prepared.map(\.touch))
        var results: [ToolResult?] = Array(repeating: nil, count: calls.count)
        await withTaskGroup(of: (Int, ToolResult).self) { group in
            for index in schedule.begin() {
                group.addTask { (index, await run(prepared[index], started, finished)) }
            }
            while let (index, result) = await group.next() {
                results[index] = result
                for next in schedule.end(index) {
                    group.addTask { (next, await run(prepared[next], started, finished)) }
                }
            }
        }
        return results.compactMap(\.self)
    }
}

// MARK: - One call

extension Toolbox {
    /// A call and what is known of it before it runs.
    private struct Prepared: Sendable {
        var start: ToolStart
        var touch: StepSchedule.Touch
        var work: Work

        enum Work: Sendable {
            case run(any Tool, JSONValue)
            /// It cannot run: why.
            case refuse(ToolOutput)
        }
    }

    private func prepare(_ call: ToolCall) -> Prepared {
        guard let tool = tool(named: call.name) else {
            return Prepared(
                start: ToolStart(call: call, tool: call.name, title: call.name, canWrite: false),
                touch: .nothing,
                work: .refuse(.failure(unknown(call.name)))
            )
        }
        func refusal(_ output: ToolOutput, title: String? = nil) -> Prepared {
            Prepared(
                start: ToolStart(call: call, tool: tool.name, title: title ?? tool.name, canWrite: false),
                touch: .nothing,
                work: .refuse(output)
            )
        }
        let text = call.arguments.allSatisfy(\.isWhitespace) ? "{}" : call.arguments
        let parsed: JSONValue
        do {
            parsed = try JSONValue(parsing: text)
        } catch {
            return refusal(.failure("the arguments are not valid JSON: \(error.explanation(of: text))"))
        }
        let schema = ArgumentSchema(tool.definition.parameters)
        let arguments = schema.normalized(parsed)
        let problems = schema.problems(in: arguments)
        guard problems.isEmpty else {
            return refusal(.failure("`\(tool.name)` was not run: " + problems.joined(separator: "; ")))
        }
        var context = context
        context.call = call.id
        let title = tool.title(of: arguments)
        let subject = tool.subject(of: arguments, in: context)
        guard context.permissions.allows(tool.name, subject) else {
            return refusal(.denied(Self.denial(of: tool.name, subject)), title: title)
        }
        let target = tool.target(of: arguments, in: context)
        return Prepared(
            start: ToolStart(call: call, tool: tool.name, title: title, canWrite: tool.canWrite),
            touch: tool.canWrite ? .writes(target) : .reads(target),
            work: .run(tool, arguments)
        )
    }

    private func run(
        _ prepared: Prepared,
        _ started: @Sendable (ToolStart) async -> Void,
        _ finished: @Sendable (ToolReport) async -> Void
    ) async -> ToolResult {
        let call = prepared.start.call
        var output: ToolOutput
        var duration = Duration.zero
        switch prepared.work {
        case .refuse(let refusal):
            await started(prepared.start)
            output = refusal
        case .run(let tool, let arguments):
            var context = context
            context.call = call.id
            (output, duration) = await run(tool, arguments, context, prepared.start, started)
            if output.wholeSize == nil {
                let collector = OutputCollector(context)
                collector.append(output.text)
                let (text, wholeSize) = collector.finish(keeping: output.keeps)
                output.text = text
                output.wholeSize = wholeSize
            }
        }
        let report = ToolReport(
            call: call,
            tool: prepared.start.tool,
            title: prepared.start.title,
            canWrite: prepared.start.canWrite,
            result: ToolResult(call: call.id, name: call.name, text: output.text, isError: output.isError),
            duration: duration,
            isDenied: output.isDenied,
            exitCode: output.exitCode,
            bytes: output.wholeSize ?? output.text.utf8.count
        )
        await finished(report)
        return report.result
    }

    private func run(
        _ tool: any Tool,
        _ arguments: JSONValue,
        _ context: ToolContext,
        _ start: ToolStart,
        _ started: @Sendable (ToolStart) async -> Void
    ) async -> (ToolOutput, Duration) {
        func timed() async -> (ToolOutput, Duration) {
            if Task.isCancelled { return (Self.cancelled, .zero) }
            await started(start)
            var output = ToolOutput("")
            let duration = await clock.measure { output = await tool.run(arguments, in: context) }
            return (output, duration)
        }
        guard tool.runsProcesses else { return await timed() }
        return await processes.withPermit { await timed() } ?? (Self.cancelled, .zero)
    }

    private static let cancelled = ToolOutput.failure("not run: the job was cancelled")

    private static func denial(of tool: String, _ subject: PermissionSubject) -> String {
        switch subject {
        case .path(let path): "denied: this job may not use `\(tool)` on `\(path)`"
        case .command: "denied: this job may not run this command"
        case .call: "denied: this job may not use `\(tool)`"
        }
    }
}

// MARK: - Names

extension Toolbox {
    /// The tool of that name; one whose name differs by case only is taken, models write `Read` for `read`.
    private func tool(named name: String) -> (any Tool)? {
        tools.first { $0.name == name } ?? tools.first { $0.name.lowercased() == name.lowercased() }
    }

    private func unknown(_ name: String) -> String {
        let names = tools.map(\.name)
        guard !names.isEmpty else { return "there is no tool `\(name)`; this job has no tools" }
        let meant = Suggestion.nearest(to: name, among: names).map { "; did you mean `\($0)`?" } ?? ""
        return "there is no tool `\(name)`\(meant) The tools are: \(names.joined(separator: ", "))"
    }
}

extension JSONError {
    /// What is wrong and where, with the text around the place.
    fileprivate func explanation(of text: String) -> String {
        let bytes = Array(text.utf8)
        let offset = min(offset, bytes.count)
        let before = String(decoding: bytes[max(0, offset - 30)..<offset], as: UTF8.self)
        let after = String(decoding: bytes[offset..<min(bytes.count, offset + 30)], as: UTF8.self)
        let place = " at byte \(offset), between `\(before)` and `\(after)`"
        switch kind {
        case .unexpectedEnd: return "the text ends too early, after `\(before)`"
        case .expected(let what): return "expected \(what)\(place)"
        case .invalidNumber: return "a number is malformed\(place)"
        case .invalidEscape: return "an escape in a string is malformed\(place)"
        case .invalidText: return "a string holds a control character or bytes that are not UTF-8\(place)"
        case .tooDeep: return "it is nested too deeply\(place)"
        case .trailing: return "something follows the end\(place)"
        }
    }
}
