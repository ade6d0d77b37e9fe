import Catalog
import Conversation

/// The budgets that must all bear a call.
extension [Budget] {
    /// What keeps a call from being reserved.
    enum Obstacle {
        case exhausted(BudgetScope)
        /// Ask again after `released(since:)` of that budget.
        case wait(Budget, Int)
    }

    /// Reserves with all budgets, or with none and says which one stands in the way.
    func reserve(_ worstCase: Money) -> Obstacle? {
        for (index, budget) in enumerated() {
            let obstacle: Obstacle
            switch budget.reserve(worstCase) {
            case .reserved: continue
            case .wait(let number): obstacle = .wait(budget, number)
            case .exhausted: obstacle = .exhausted(budget.scope)
            }
            for earlier in self[..<index] { earlier.settle(worstCase, cost: .zero) }
            return obstacle
        }
        return nil
    }

    func settle(_ worstCase: Money, _ charge: Charge) {
        let cost: Money? =
            switch charge {
            case .priced(let money), .told(let money): money
            case .free, .unpriced: .zero
            case .unknownUsage: nil
            }
        for budget in self { budget.settle(worstCase, cost: cost) }
    }
}
