import Conversation

extension Reading {
    /// How many problems of one job's rows are told one by one.
    private static let rowProblemLimit = 100

    /// Hands out every job of the plan in its order: jobs as written; for each its rows; for each row the
    /// cells of the matrix, the last axis fastest; for each cell its repeats. So models take turns, row by
    /// row, and a slow hour hits all alike. Memory does not depend on the number of rows.
    ///
    /// - Parameters:
    ///   - firstRows: how many rows of each job are taken; all where absent.
    ///   - body: what is done with each job.
    /// - Returns: what is wrong with the rows. A row that has a problem yields no job: where there are
    ///   problems, nothing of the plan may run.
    /// - Throws: what `body` throws, which ends the plan.
    package func forEachJob<Failure: Error>(
        firstRows: Int? = nil,
        _ body: (PlannedJob) async throws(Failure) -> Void
    ) async throws(Failure) -> [ManifestProblem] {
        var problems: [ManifestProblem] = []
        for group in groups {
            let planner = GroupPlanner(
                group,
                templates: Array(templates[group.templates]),
                validation: validation
            )
            var found = RowProblems(limit: Self.rowProblemLimit)
            switch group.rows {
            case .none: try await planner.forEachJob(of: nil, &found, body)
            case .inline(let rows):
                for row in rows.prefix(firstRows ?? .max) {
                    try await planner.forEachJob(of: row, &found, body)
                }
            case .file(let path):
                var reader = RowReader(path: path)
                var count = 0
                while count < firstRows ?? .max, let event = reader.next() {
                    count += 1
                    switch event {
                    case .row(let row): try await planner.forEachJob(of: row, &found, body)
                    case .problem(let problem): found.add(problem)
                    }
                }
            }
            problems += found.all
        }
        return problems
    }
}

/// The problems of one job's rows: the first ones, and how many more.
private struct RowProblems {
    let limit: Int
    private var list: [ManifestProblem] = []
    private var more = 0

    init(limit: Int) {
        self.limit = limit
    }

    mutating func add(_ problem: ManifestProblem) {
        if list.count < limit { list.append(problem) } else { more += 1 }
    }

    var all: [ManifestProblem] {
        guard more > 0, let last = list.last else { return list }
        let rest = ManifestProblem(
            .moreProblems(more),
            at: ManifestProblem.Location(file: last.location.file)
        )
        return list + [rest]
    }
}

/// Makes the jobs of one row.
private struct GroupPlanner {
    private let group: JobGroup
    private let templates: [JobTemplate]
    private let plans: [TemplatePlan]
    private let validation: JobValidation

    init(_ group: JobGroup, templates: [JobTemplate], validation: JobValidation) {
        self.group = group
        self.templates = templates
        self.validation = validation
        plans = templates.map { TemplatePlan($0, ignored: group.ignored) }
    }

    func forEachJob<Failure: Error>(
        of row: Row?,
        _ problems: inout RowProblems,
        _ body: (PlannedJob) async throws(Failure) -> Void
    ) async throws(Failure) {
        var rowName: String?
        for (template, plan) in zip(templates, plans) {
            if let row {
                let kinds = plan.kinds(of: row.values, template, validation, isBudgeted: group.isBudgeted)
                if !kinds.isEmpty {
                    for kind in kinds { problems.add(ManifestProblem(kind, at: row.place.location)) }
                    // The other cells would say the same.
                    return
                }
                if plan.takesRowName, rowName == nil { rowName = row.name }
            }
            let values = row?.values ?? JSONObject()
            guard var planned = plan.job(values, template, rowName: rowName) else { continue }
            guard let repeats = template.repeats else {
                try await body(planned)
                continue
            }
            let id = planned.id.rawValue
            for repetition in 1...max(1, repeats) {
                planned.id = JobID("\(id)#\(repetition)")
                planned.repetition = repetition
                try await body(planned)
            }
        }
    }
}
