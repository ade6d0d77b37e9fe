package import Conversation

/// What jobs are put together by.
package enum Grouping: Hashable, Sendable {
    /// Their model.
    case model
    /// Their model and the labels of their matrix axes.
    case axes

    /// The key's two columns over `job`.
    var columns: String {
        switch self {
        case .model: "job.model, '{}'"
        case .axes: "job.model, job.axes"
        }
    }
}

/// The figures of the jobs of one group. Sums are over ledger lines, counts over jobs.
package struct GroupFigures: Hashable, Sendable {
    package struct Key: Hashable, Sendable {
        package var model: String
        package var axes: JSONObject

        package init(model: String, axes: JSONObject = JSONObject()) {
            self.model = model
            self.axes = axes
        }
    }

    package var key: Key
    package var outcomes = OutcomeCounts()
    /// The calls of its jobs and their children of the purposes agent, summary, title and repair.
    package var spending = Spending.none
    package var clusters = ClusterSums()
    /// How long the latest attempts of passed and failed jobs took.
    package var durations = Percentiles()
    /// Of every answered agent call.
    package var firstByte = Percentiles()
    package var firstToken = Percentiles()
    /// Tokens that came after the first one, and how long they took, over answered agent calls that told both.
    package var streamedTokens = 0
    package var streaming = Duration.zero

    package init(key: Key) {
        self.key = key
    }
}

/// What the interval of a pass rate needs to know of jobs that share a cluster. `n` is a cluster's count of passed and
/// failed jobs, `s` its count of passed ones.
package struct ClusterSums: Hashable, Sendable {
    package var clusters = 0
    package var passed = 0
    package var judged = 0
    /// Σ s², Σ s·n and Σ n² over the clusters.
    package var passedSquared = 0
    package var passedTimesJudged = 0
    package var judgedSquared = 0

    /// One cluster's jobs.
    package typealias Cluster = (passed: Int, judged: Int)

    package init() {}

    package init(_ clusters: [Cluster]) {
        for cluster in clusters where cluster.judged > 0 {
            self.clusters += 1
            passed += cluster.passed
            judged += cluster.judged
            passedSquared += cluster.passed * cluster.passed
            passedTimesJudged += cluster.passed * cluster.judged
            judgedSquared += cluster.judged * cluster.judged
        }
    }
}

/// Percentiles by nearest rank: the p-th of n values in ascending order is the one at rank ⌈p·n/100⌉, so each is a value
/// that was measured. Nothing where there is no value.
package struct Percentiles: Hashable, Sendable {
    package var p50: Duration?
    package var p90: Duration?
    package var p99: Duration?

    package init(p50: Duration? = nil, p90: Duration? = nil, p99: Duration? = nil) {
        self.p50 = p50
        self.p90 = p90
        self.p99 = p99
    }

    private static func rank(_ percent: Int, of count: Int) -> Int {
        (percent * count + 99) / 100
    }

    /// Whether the value of a rank, from 1, of so many values in ascending order is one of the three.
    static func isWanted(_ rank: Int, of count: Int) -> Bool {
        rank == self.rank(50, of: count) || rank == self.rank(90, of: count)
            || rank == self.rank(99, of: count)
    }

    mutating func take(_ value: Duration, rank: Int, of count: Int) {
        if rank == Self.rank(50, of: count) { p50 = value }
        if rank == Self.rank(90, of: count) { p90 = value }
        if rank == Self.rank(99, of: count) { p99 = value }
    }
}
