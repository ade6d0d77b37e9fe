import Conversation

/// Models take a word or a number; where the manifest gives the other, the nearest is sent.
///
/// | tokens | word |
/// |---|---|
/// | below 4,096 | `low`, which stands for 2,048 |
/// | below 16,384 | `medium`, which stands for 8,192 |
/// | from there | `high`, which stands for 24,576 |
extension ReasoningSetting {
    var effortWord: String {
        switch self {
        case .effort(let word): word
        case .budget(..<4_096): "low"
        case .budget(..<16_384): "medium"
        case .budget: "high"
        }
    }

    var budgetTokens: Int {
        switch self {
        case .budget(let tokens): tokens
        case .effort("minimal"), .effort("low"): 2_048
        case .effort("medium"): 8_192
        case .effort: 24_576
        }
    }
}
