package import Catalog
package import Conversation
import GRDB

extension CallStart {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO call (number, job, attempt, session, step, purpose, depth, provider, modelAsked, try,
                permitWait, sent, reserved, state)
            VALUES (?, (SELECT sequence FROM job WHERE id = ?), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'open')
            """,
            [
                number.rawValue, origin.job.rawValue, origin.attempt, origin.session.rawValue, origin.step,
                origin.purpose.rawValue, origin.depth, provider.rawValue, model, tryNumber,
                permitWait.microseconds, sent.microseconds, reserved?.picodollars,
            ]
        )
    }
}

extension CallEnd {
    /// The clock may have been set back since the start: a time before it is written as the start's own.
    func update(_ database: Database) throws {
        let count = usage.usage
        try database.change(
            """
            UPDATE call SET state = ?, ended = max(?, sent), modelAnswered = ?, stopReason = ?, errorKind = ?,
                errorMessage = ?, status = ?, requestID = ?, firstByte = ?, firstToken = ?, usageRaw = ?,
                usagePartial = ?, input = ?, cacheRead = ?, cacheWriteShort = ?, cacheWriteLong = ?, output = ?,
                reasoning = ?, tier = ?, region = ?, sheet = ?, pricing = ?, cost = ?, replayed = ?
            WHERE number = ?
            """,
            [
                result.state, ended.microseconds, model, result.stopReason, result.failure?.kind,
                result.failure?.message.storable, response.status, response.requestID,
                response.firstByte?.microseconds,
                response.firstToken?.microseconds, usage.raw?.storable, count == nil ? nil : usage.isPartial,
                count?.input,
                count?.cacheRead, count?.cacheWriteShort, count?.cacheWriteLong, count?.output,
                count?.reasoning,
                usage.tier, usage.region, price.sheet?.rawValue, price.name, price.cost?.picodollars,
                isReplayed,
                number.rawValue,
            ],
            "call \(number.rawValue)"
        )
    }
}

extension CallRecord {
    /// As the ledger's column `state` says it: `open`, `answered`, `failed`, `cut`, `interrupted`.
    package var state: String {
        end?.result.state ?? "open"
    }
}

extension CallEnd.Result {
    fileprivate var state: String {
        switch self {
        case .answered: "answered"
        case .failed: "failed"
        case .cut: "cut"
        case .interrupted: "interrupted"
        }
    }

    /// Of an answer.
    package var stopReason: String? {
        if case .answered(let reason) = self { reason } else { nil }
    }

    /// Of a call that gave no whole answer.
    package var failure: CallFailure? {
        switch self {
        case .failed(let failure), .cut(let failure): failure
        case .answered, .interrupted: nil
        }
    }
}

extension CallPrice {
    /// As the ledger's column `pricing` says it.
    package var name: String {
        switch self {
        case .priced: "priced"
        case .told: "told"
        case .free: "free"
        case .unpriced: "unpriced"
        case .unknownUsage: "unknownUsage"
        }
    }

    /// Nothing where nobody can say.
    package var cost: Money? {
        switch self {
        case .priced(let cost, _), .told(let cost): cost
        case .free: Money(picodollars: 0)
        case .unpriced, .unknownUsage: nil
        }
    }

    /// The price sheet that the cost was computed by.
    package var sheet: Digest? {
        if case .priced(_, let sheet) = self { sheet } else { nil }
    }
}
