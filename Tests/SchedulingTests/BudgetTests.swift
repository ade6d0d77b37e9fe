import Catalog
import Conversation
import Testing

@testable import Scheduling

@Suite struct BudgetTests {
    private func money(_ picodollars: Int64) -> Money {
        Money(picodollars: picodollars)
    }

    @Test func `reserves until the limit, waits while others may give back, and refuses what can never fit`()
    {
        let budget = Budget(scope: .run, limit: money(10))
        #expect(budget.reserve(money(6)) == .reserved)
        #expect(budget.reserve(money(6)) == .wait(0))
        #expect(budget.reserve(money(4)) == .reserved)
        #expect(budget.reserve(money(11)) == .exhausted)
        budget.settle(money(6), cost: money(5))
        #expect(budget.reserve(money(1)) == .reserved)
        #expect(budget.reserve(money(6)) == .exhausted)
        #expect(
            budget.figures
                == Budget.Figures(limit: money(10), spent: money(5), held: .zero, reservedAtMost: money(10))
        )
    }

    @Test func `a call of unknown usage stays reserved`() {
        let budget = Budget(scope: .job, limit: money(10))
        #expect(budget.reserve(money(7)) == .reserved)
        budget.settle(money(7), cost: nil)
        #expect(budget.reserve(money(4)) == .exhausted)
        #expect(budget.reserve(money(3)) == .reserved)
        #expect(budget.figures.held == money(7))
    }

    @Test func `what was spent before counts`() {
        let budget = Budget(scope: .run, limit: money(10), spent: money(6), held: money(3))
        #expect(budget.reserve(money(2)) == .exhausted)
        #expect(budget.reserve(money(1)) == .reserved)
    }

    @Test func `whoever waits is woken by the next settlement, and not by one before`() async {
        let budget = Budget(scope: .run, limit: money(10))
        #expect(budget.reserve(money(10)) == .reserved)
        guard case .wait(let number) = budget.reserve(money(1)) else {
            Issue.record("a full budget must wait")
            return
        }
        budget.settle(money(10), cost: .zero)
        await budget.released(since: number)
        #expect(budget.reserve(money(1)) == .reserved)
    }
}
