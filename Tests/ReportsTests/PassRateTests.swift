import Records
import Testing

@testable import Reports

@Suite struct PassRateTests {
    @Test(arguments: [
        (0.0, 10.0, 0.0, 0.2775), (0.5, 10.0, 0.2366, 0.7634), (0.9, 100.0, 0.8256, 0.9448),
        (1.0, 1.0, 0.2065, 1.0),
    ])
    func `Wilson's interval has its published values`(rate: Double, jobs: Double, low: Double, high: Double) {
        let interval = PassRate.wilson(rate, of: jobs)
        #expect(abs(interval.low - low) < 0.000_05)
        #expect(abs(interval.high - high) < 0.000_05)
    }

    @Test func `no judged job has no rate`() {
        #expect(PassRate(ClusterSums([])) == nil)
        #expect(PassRate(ClusterSums([(passed: 0, judged: 0)])) == nil)
    }

    struct Case {
        var clusters: [ClusterSums.Cluster]
        var effective: Double

        /// Passed and judged jobs of each cluster.
        init(_ clusters: KeyValuePairs<Int, Int>, _ effective: Double) {
            self.clusters = clusters.map { (passed: $0.key, judged: $0.value) }
            self.effective = effective
        }
    }

    static let cases: [Case] = [
        // Without repeats every job counts: the estimate's k / (k − 1) is cut off below.
        Case([1: 1, 0: 1, 1: 1, 0: 1], 4),
        // Repeats that always agree tell nothing new.
        Case([5: 5, 0: 5, 5: 5, 0: 5], 4),
        // Rows that are all alike: each repeat is as good as a row.
        Case([2: 4, 2: 4, 2: 4], 12),
        // A single row is one piece of evidence, however often it is repeated; so are rows that all pass.
        Case([5: 10], 1),
        Case([10: 10, 10: 10], 2),
        // p = 1/2, v = 3/2 · (1 + 0 + 1) / 144 = 1/48, p·(1 − p) / v = 12.
        Case([1: 4, 2: 4, 3: 4], 12),
        // p = 1/2, v = 3/2 · (4 + 0 + 4) / 144 = 1/12, p·(1 − p) / v = 3.
        Case([0: 4, 2: 4, 4: 4], 3),
        // p = 1/2, v = 4/3 · 4 / 256 = 1/48, p·(1 − p) / v = 12 of 16.
        Case([1: 4, 3: 4, 1: 4, 3: 4], 12),
    ]

    @Test(arguments: cases)
    func `repeats of a row count as much as they tell`(example: Case) {
        let sums = ClusterSums(example.clusters)
        let rate = Double(sums.passed) / Double(sums.judged)
        #expect(abs(PassRate.effectiveJobs(sums, rate: rate) - example.effective) < 1e-9)
    }
}
