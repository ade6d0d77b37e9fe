/// Why a model ended its answer.
package enum StopReason: Hashable, Sendable {
    /// It was done.
    case endTurn
    /// It waits for the results of its tool calls.
    case toolUse
    /// The output cap cut it off.
    case outputLimit
    /// A stop sequence was met; its text where the provider tells it.
    case stopSequence(String?)
    /// The model declined; the provider's category where there is one.
    case refused(String?)
    /// A content filter cut it off.
    case filtered
    /// The context window ended in the middle of the answer.
    case contextLimit
    /// The provider paused a turn of its own tools; the same conversation is to be sent again.
    case paused
    /// A word that we do not know; never taken for success.
    case other(String)

    /// The name under which ledgers and events show it.
    package var name: String {
        switch self {
        case .endTurn: "endTurn"
        case .toolUse: "toolUse"
        case .outputLimit: "outputLimit"
        case .stopSequence: "stopSequence"
        case .refused: "refused"
        case .filtered: "filtered"
        case .contextLimit: "contextLimit"
        case .paused: "paused"
        case .other(let word): word
        }
    }

    /// Reads the name back, without what a name does not hold.
    package init(name: String) {
        let known: [StopReason] = [
            .endTurn, .toolUse, .outputLimit, .stopSequence(nil), .refused(nil), .filtered, .contextLimit,
            .paused,
        ]
        self = known.first { $0.name == name } ?? .other(name)
    }
}
