import ArgumentParser
import Catalog
import Conversation
import Manifests

/// What takes the place of what manifests say.
struct PlanOptions: ParsableArguments {
    @Option(help: "Use this model in place of every job's; several make an axis.")
    var model: [String] = []

    @Option(name: .customLong("var"), help: "A variable's value, as NAME=VALUE.")
    var variables: [String] = []

    @Option(name: .customLong("repeat"), help: "How often each job is repeated.")
    var repeats: Int?

    @Option(help: "The most that the run may cost, in dollars.")
    var budget: String?

    @Option(help: "Requests in flight at once, for every provider.")
    var concurrency: Int?

    @Option(help: "The time limit of every job, such as 10m.")
    var timeout: String?

    @Option(help: "Take only the first N rows of each job.")
    var limit: Int?

    func overrides(needsSecrets: Bool) throws(Failure) -> Overrides {
        var overrides = Overrides()
        overrides.models = model
        for text in variables {
            guard let equals = text.firstIndex(of: "="), equals > text.startIndex else {
                throw Failure(
                    "`--var \(text)` is not NAME=VALUE",
                    hint: "--var strict=yes",
                    exit: .usage
                )
            }
            overrides.variables.append(
                Overrides.Variable(
                    name: String(text[..<equals]),
                    value: String(text[text.index(after: equals)...])
                )
            )
        }
        if let repeats {
            guard repeats > 0 else { throw Failure("`--repeat` must be at least 1", exit: .usage) }
            overrides.repeats = repeats
        }
        if let budget {
            guard let money = Money(decimal: budget), money > .zero else {
                throw Failure(
                    "`--budget \(budget)` is not an amount in dollars",
                    hint: "--budget 5.00",
                    exit: .usage
                )
            }
            overrides.budget = money
        }
        if let concurrency {
            guard concurrency > 0 else { throw Failure("`--concurrency` must be at least 1", exit: .usage) }
            overrides.concurrency = concurrency
        }
        if let timeout {
            guard let duration = TextForms.duration(timeout), duration > .zero else {
                throw Failure("`--timeout \(timeout)` is not a duration", hint: "--timeout 10m", exit: .usage)
            }
            overrides.timeout = duration
        }
        if let limit, limit < 1 { throw Failure("`--limit` must be at least 1", exit: .usage) }
        overrides.needsSecrets = needsSecrets
        return overrides
    }
}
