import Conversation
import Records

extension RunReport {
    /// `report.json`, version 1.
    package var json: [UInt8] {
        var writer = JSONWriter()
        writer.object {
            $0.member("version", 1)
            $0.object("run", write(run:))
            $0.object("totals", write(totals:))
            $0.array("models") { array in
                for figures in models {
                    array.object { object in
                        object.member("model", figures.key.model)
                        figures.write(to: &object)
                    }
                }
            }
            $0.array("groups") { array in
                for figures in groups {
                    array.object { object in
                        object.member("by", .object(figures.by))
                        figures.write(to: &object)
                    }
                }
            }
            $0.array("providers") { array in for lane in lanes { array.object(lane.write(to:)) } }
        }
        return writer.bytes
    }

    private func write(run writer: inout JSONWriter) {
        writer.member("id", run.id.rawValue)
        writer.member("name", run.name)
        writer.member("started", run.started)
        writer.member("finished", run.finished)
        writer.member("seconds", seconds: duration)
        writer.member("docket", run.docket)
        writer.member("manifestDigest", run.manifestDigest.rawValue)
        writer.member("catalogDigest", run.catalogDigest.rawValue)
        writer.member("shard", .null)
        writer.member("replayed", run.isReplayed)
    }

    private func write(totals writer: inout JSONWriter) {
        writer.member("jobs", outcomes.total)
        writer.object("statuses") { object in
            for status in Status.allCases { object.member(status.rawValue, outcomes[status]) }
        }
        writer.object("outcomes") { object in
            for outcome in Outcome.allCases {
                if let count = outcomes.ended[outcome] { object.member(outcome.rawValue, count) }
            }
        }
        writer.object("checks") {
            $0.member("passed", checks.passed)
            $0.member("failed", checks.failed)
        }
        writer.object("calls") { object in
            for purpose in CallPurpose.allCases {
                object.member(purpose.rawValue, spending[purpose]?.calls ?? 0)
            }
        }
        writer.member("retries", retries)
        writer.member("usage", total.knownUsage)
        writer.member("cost", total.knownCost)
        writer.object("costByPurpose") { object in
            for purpose in CallPurpose.allCases {
                object.member(purpose.rawValue, (spending[purpose] ?? .none).knownCost)
            }
        }
        writer.member("unpricedCalls", total.unpriced)
        writer.member("unknownUsageCalls", total.unknownUsage)
        writer.object("budget") {
            $0.member("limit", run.budget)
            $0.member("spent", total.knownCost)
            $0.member("reservedAtMost", total.reserved)
        }
        writer.member("cacheSaving", cacheSaving)
        writer.object("waste", write(waste:))
    }

    private func write(waste writer: inout JSONWriter) {
        writer.object("failedTries") {
            $0.member("calls", waste.failedTries.calls)
            $0.member("cost", waste.failedTries.knownCost)
            $0.member("unknownUsageCalls", waste.failedTries.unknownUsage)
        }
        writer.object("failedJobs") {
            $0.member("jobs", waste.failedJobCount)
            $0.member("cost", waste.failedJobs.knownCost)
            $0.member("unknownUsageCalls", waste.failedJobs.unknownUsage)
        }
    }
}

extension GroupFigures {
    /// What its jobs have in common: the labels of their axes; the model's own name where no axis names it.
    var by: JSONObject {
        guard key.axes["model"] == nil else { return key.axes }
        return JSONObject([JSONObject.Member(key: "model", value: .string(key.model))] + key.axes.members)
    }

    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("jobs", jobs)
        for status in [Status.passed, .failed, .errored] {
            writer.member(status.rawValue, outcomes[status])
        }
        writer.key("passRate")
        if let rate = PassRate(clusters) {
            writer.object {
                $0.member("value", ratio: rate.value)
                $0.member("low", ratio: rate.low)
                $0.member("high", ratio: rate.high)
            }
        } else {
            writer.null()
        }
        writer.member("usage", spending.knownUsage)
        writer.member("cost", spending.knownCost)
        writer.member("costPerJob", costPerJob)
        writer.member("costPerPass", costPerPass)
        writer.member("unpricedCalls", spending.unpriced)
        writer.member("unknownUsageCalls", spending.unknownUsage)
        writer.member("cacheHitRate", ratio: cacheHitRate)
        writer.object("seconds", durations.write(to:))
        writer.object("firstByte", firstByte.write(to:))
        writer.object("firstToken", firstToken.write(to:))
        writer.member("outputTokensPerSecond", ratio: outputTokensPerSecond)
    }
}

extension Percentiles {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("p50", seconds: p50)
        writer.member("p90", seconds: p90)
        writer.member("p99", seconds: p99)
    }
}

extension LaneRecord {
    fileprivate func write(to writer: inout JSONWriter) {
        writer.member("provider", provider.rawValue)
        writer.member("width", width)
        writer.member("maxInFlight", maxInFlight)
        writer.member("requests", requests)
        writer.member("limited", limited)
        writer.member("coolDownSeconds", seconds: coolDown)
    }
}
