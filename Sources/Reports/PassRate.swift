package import Records

/// A pass rate with its 95 % interval.
///
/// The interval is Wilson's score interval, computed for an *effective* number of jobs, because repeats of one row are
/// not independent of each other. With k clusters (a row with all its repeats), of which cluster i has nᵢ judged and sᵢ
/// passed jobs, n = Σnᵢ and p = Σsᵢ / n, the variance of p that is robust against any likeness within clusters is
///
///     v = k / (k − 1) · Σ (sᵢ − p·nᵢ)² / n²
///
/// and the effective number of jobs is p·(1 − p) / v, the number of independent jobs that would have that variance, kept
/// between k (repeats tell nothing new) and n (repeats are as good as rows). It is k where v tells nothing: a single
/// cluster, or all of one verdict.
package struct PassRate: Hashable, Sendable {
    package var value: Double
    package var low: Double
    package var high: Double

    /// Nothing where no job passed or failed.
    package init?(_ sums: ClusterSums) {
        guard sums.judged > 0 else { return nil }
        value = Double(sums.passed) / Double(sums.judged)
        (low, high) = Self.wilson(value, of: Self.effectiveJobs(sums, rate: value))
    }

    static func effectiveJobs(_ sums: ClusterSums, rate: Double) -> Double {
        let clusters = Double(sums.clusters)
        let jobs = Double(sums.judged)
        guard sums.clusters > 1, sums.passed > 0, sums.passed < sums.judged else { return clusters }
        let squares =
            Double(sums.passedSquared) - 2 * rate * Double(sums.passedTimesJudged) + rate * rate
            * Double(sums.judgedSquared)
        let variance = clusters / (clusters - 1) * squares / (jobs * jobs)
        // Clusters that are all alike have no variance between them: then every repeat counts.
        guard variance > 0 else { return jobs }
        return min(max(rate * (1 - rate) / variance, clusters), jobs)
    }

    /// https://en.wikipedia.org/wiki/Binomial_proportion_confidence_interval#Wilson_score_interval
    ///
    /// | rate | jobs | low    | high   |
    /// |------|------|--------|--------|
    /// | 0    | 10   | 0      | 0.2775 |
    /// | 0.5  | 10   | 0.2366 | 0.7634 |
    /// | 0.9  | 100  | 0.8256 | 0.9448 |
    static func wilson(_ rate: Double, of jobs: Double) -> (low: Double, high: Double) {
        let quantile = 1.959963984540054
        let square = quantile * quantile
        let center = (rate + square / (2 * jobs)) / (1 + square / jobs)
        let margin =
            quantile / (1 + square / jobs)
            * (rate * (1 - rate) / jobs + square / (4 * jobs * jobs)).squareRoot()
        return (max(0, center - margin), min(1, center + margin))
    }
}
