import Catalog
import Conversation
import GRDB

extension CallRecord {
    static let columns = """
        call.number, job.id, call.attempt, call.session, call.step, call.purpose, call.depth, call.provider,
        call.modelAsked, call.try, call.permitWait, call.sent, call.reserved, call.state, call.ended,
        call.modelAnswered, call.stopReason, call.errorKind, call.errorMessage, call.status, call.requestID,
        call.firstByte, call.firstToken, call.input, call.cacheRead, call.cacheWriteShort, call.cacheWriteLong,
        call.output, call.reasoning, call.usageRaw, call.tier, call.region, call.usagePartial, call.pricing, call.cost,
        call.sheet, call.replayed
        """

    init(_ row: inout RowReader) throws {
        start = CallStart(&row)
        let state: String = row.next()
        guard let ended: Moment = row.moment() else { return }
        let model: String? = row.next()
        let stopReason: String? = row.next()
        let failure = CallFailure(kind: row.next() ?? "", message: row.next() ?? "")
        let response = ResponseFacts(
            status: row.next(),
            requestID: row.next(),
            firstByte: row.duration(),
            firstToken: row.duration()
        )
        let counts = (0..<6).map { _ in row.next() as Int? }
        let usage = ReportedUsage(
            usage: Usage(counts),
            raw: row.next(),
            tier: row.next(),
            region: row.next(),
            isPartial: row.next() ?? false
        )
        let result: CallEnd.Result =
            switch state {
            case "answered": .answered(stopReason: stopReason ?? "")
            case "failed": .failed(failure)
            case "cut": .cut(failure)
            default: .interrupted
            }
        end = CallEnd(
            number: start.number,
            ended: ended,
            result: result,
            model: model,
            response: response,
            usage: usage,
            price: CallPrice(pricing: row.next(), cost: row.money(), sheet: row.identifier()),
            isReplayed: row.next() ?? false
        )
    }
}

extension CallStart {
    fileprivate init(_ row: inout RowReader) {
        self.init(
            number: CallNumber(rawValue: row.next()),
            origin: CallOrigin(
                job: row.identifier(),
                attempt: row.next(),
                session: row.identifier(),
                step: row.next(),
                purpose: CallPurpose(rawValue: row.next()) ?? .agent,
                depth: row.next()
            ),
            provider: row.identifier(),
            model: row.next(),
            tryNumber: row.next(),
            permitWait: row.duration() ?? .zero,
            sent: row.moment(),
            reserved: row.money()
        )
    }
}

extension Usage {
    /// The six counts in the ledger's order; nothing where the provider did not send them.
    fileprivate init?(_ counts: [Int?]) {
        let known = counts.compactMap { $0 }
        guard known.count == 6 else { return nil }
        self.init(
            input: known[0],
            cacheRead: known[1],
            cacheWriteShort: known[2],
            cacheWriteLong: known[3],
            output: known[4],
            reasoning: known[5]
        )
    }
}

extension CallPrice {
    fileprivate init(pricing: String?, cost: Money?, sheet: Digest?) {
        switch (pricing, cost, sheet) {
        case ("priced", let cost?, let sheet?): self = .priced(cost, sheet: sheet)
        case ("told", let cost?, _): self = .told(cost)
        case ("free", _, _): self = .free
        case ("unpriced", _, _): self = .unpriced
        default: self = .unknownUsage
        }
    }
}
