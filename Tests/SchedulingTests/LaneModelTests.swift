import Catalog
import Conversation
import Synchronization
import Testing
import TestSupport

@testable import Scheduling

/// Keeps the ledger in memory.
final class LedgerBook: CallLedger, LaneObserver {
    struct Line: Equatable {
        var tryNumber: Int
        var reserved: Money?
        var result: String
        var charge: Charge?
    }

    private struct State {
        var lines: [Line] = []
        var events: [String] = []
    }

    private let state = Mutex(State())

    var lines: [Line] {
        state.withLock { $0.lines }
    }

    var events: [String] {
        state.withLock { $0.events }
    }

    func callBegan(_ call: CallBeginning) async throws(ModelError) -> CallLine {
        state.withLock { state in
            state.lines.append(Line(tryNumber: call.tryNumber, reserved: call.reserved, result: "open"))
            return CallLine(number: Int64(state.lines.count - 1))
        }
    }

    func callEnded(_ line: CallLine, _ end: CallEnd, of call: CallBeginning) async throws(ModelError) {
        let result =
            switch end.result {
            case .answered: "answered"
            case .failed(let error): error.kind.name
            }
        state.withLock {
            $0.lines[Int(line.number)].result = result
            $0.lines[Int(line.number)].charge = end.charge
        }
    }

    func callRetried(_ origin: CallOrigin, provider: ProviderID, error: ModelError, after pause: Duration)
        async
    {
        state.withLock { $0.events.append("retry after \(error.kind.name)") }
    }

    func laneSlowed(_ provider: ProviderID, width: Int, error: ModelError, pause: Duration) async {
        state.withLock { $0.events.append("slowed to \(width)") }
    }

    func laneStopped(_ provider: ProviderID, error: ModelError) async {
        state.withLock { $0.events.append("stopped: \(error.kind.name)") }
    }
}

@Suite struct LaneModelTests {
    private let time = ManualTimekeeper(jumps: true)
    private let book = LedgerBook()
    private let gate: Gate
    private let request = ModelRequest(
        model: "tiny",
        messages: [.user("hello")],
        maxOutputTokens: 10,
        origin: CallOrigin(
            job: JobID("a"),
            attempt: 1,
            session: SessionID("ses_1"),
            step: 1,
            purpose: .agent
        )
    )

    init() {
        gate = Gate(width: 4, time: time)
    }

    /// A dollar a million tokens, in and out: a micro-dollar a token.
    private func model(_ base: ScriptedModel, price: String? = "1", budgets: [Budget] = []) throws
        -> LaneModel
    {
        let sheet = try price.map {
            PriceSheet(Rates(input: try Rate(perMillion: $0), output: try Rate(perMillion: $0)))
        }
        return LaneModel(
            base: base,
            provider: ProviderID("local"),
            lane: Lane(provider: ProviderID("local"), gate: gate, openJobs: 4),
            price: sheet,
            sheet: nil,
            budgets: budgets,
            stopwatch: Stopwatch(time: time),
            ledger: book,
            observer: book,
            time: time,
            chance: { 0.5 }
        )
    }

    @Test func `an answer is one line, priced by its usage`() async throws {
        let model = try model(ScriptedModel(.text("hi", usage: Usage(input: 7, output: 3))))
        let answer = try await model.answer(request) { _ in }
        #expect(answer.turn.text == "hi")
        #expect(
            book.lines == [
                LedgerBook.Line(
                    tryNumber: 1,
                    reserved: Money(picodollars: 31_000_000),
                    result: "answered",
                    charge: .priced(Money(picodollars: 10_000_000))
                )
            ]
        )
        #expect(gate.figures.inFlight == 0)
    }

    @Test func `each try is a line of its own, and the last failure is thrown`() async throws {
        let model = try model(
            ScriptedModel(
                .failure(ModelError(.serverError)),
                .failure(ModelError(.streamCut)),
                .text("at last")
            )
        )
        let answer = try await model.answer(request) { _ in }
        #expect(answer.turn.text == "at last")
        #expect(book.lines.map(\.result) == ["serverError", "streamCut", "answered"])
        #expect(book.lines.map(\.tryNumber) == [1, 2, 3])
        #expect(book.lines.map(\.charge).prefix(2) == [.free, .unknownUsage])
        #expect(book.events == ["retry after serverError", "retry after streamCut"])
    }

    @Test func `a wrong key stops the lane`() async throws {
        let error = ModelError(.authentication, message: "invalid key")
        let model = try model(ScriptedModel(.failure(error), .text("never sent")))
        await #expect(throws: error) { try await model.answer(request) { _ in } }
        await #expect(throws: error) { try await model.answer(request) { _ in } }
        #expect(book.lines.count == 1)
        #expect(book.events == ["stopped: authentication"])
    }

    @Test func `a call whose worst case a budget cannot bear is not sent`() async throws {
        let budget = Budget(scope: .run, limit: Money(picodollars: 30_999_999))
        let base = ScriptedModel(.text("never sent"))
        let model = try model(base, budgets: [budget])
        await #expect(throws: ModelError(.budgetExhausted(.run))) { try await model.answer(request) { _ in } }
        #expect(book.lines.isEmpty)
        #expect(base.requests.isEmpty)
        #expect(gate.figures.inFlight == 0)
    }

    @Test func `budgets are all reserved or none`() async throws {
        let wide = Budget(scope: .job, limit: Money(picodollars: 100_000_000))
        let narrow = Budget(scope: .run, limit: Money(picodollars: 1))
        let model = try model(ScriptedModel(), budgets: [wide, narrow])
        await #expect(throws: ModelError(.budgetExhausted(.run))) { try await model.answer(request) { _ in } }
        #expect(wide.reserve(Money(picodollars: 100_000_000)) == .reserved)
    }

    @Test func `spending under fire never breaches a budget`() async throws {
        let limit = Money(picodollars: 31_000_000 * 20)
        let budget = Budget(scope: .run, limit: limit)
        let request = request
        let replies = (0..<100).map { number in
            number % 7 == 3
                ? ScriptedModel.Reply.failure(ModelError(.streamCut))
                : .text("x", usage: Usage(input: 5, output: number % 10))
        }
        let base = ScriptedModel(replies)
        let sent = try model(base, budgets: [budget])
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<60 {
                group.addTask { _ = try? await sent.answer(request) { _ in } }
            }
        }
        let figures = budget.figures
        #expect(figures.spent + figures.held <= limit)
        #expect(figures.reservedAtMost <= limit)
    }

    @Test func `the second request of a session is judged by what the first one measured`() async throws {
        let model = try model(
            ScriptedModel(
                .text("one", usage: Usage(input: 2, output: 1)),
                .text("two", usage: Usage(input: 3, output: 1))
            )
        )
        _ = try await model.answer(request) { _ in }
        var next = request
        next.messages = [.user("hello!!")]
        _ = try await model.answer(next) { _ in }
        // Two measured, two bytes added, ten of output.
        #expect(book.lines.map(\.reserved) == [31_000_000, 14_000_000].map { Money(picodollars: $0) })
    }

    @Test func `a model without a price is unpriced, never free`() async throws {
        let model = try model(ScriptedModel(.text("hi")), price: nil)
        _ = try await model.answer(request) { _ in }
        #expect(book.lines.map(\.charge) == [.unpriced])
        #expect(book.lines.map(\.reserved) == [nil])
    }

    private func reported(_ usage: ReportedUsage) -> ScriptedModel {
        ScriptedModel(
            .answer(ModelAnswer(turn: AssistantTurn([.text("hi")]), stop: .endTurn, usage: usage))
        )
    }

    @Test(arguments: ["1", nil])
    func `what the provider says it bills counts more than any price`(price: String?) async throws {
        let usage = ReportedUsage(usage: Usage(input: 7, output: 3), cost: "1.25e-05")
        let budget = Budget(scope: .run, limit: Money(picodollars: 31_000_000))
        let model = try model(reported(usage), price: price, budgets: [budget])
        _ = try await model.answer(request) { _ in }
        #expect(book.lines.map(\.charge) == [.told(Money(picodollars: 12_500_000))])
        #expect(budget.figures.spent == Money(picodollars: 12_500_000))
    }

    @Test func `a cost that cannot be read is worked out`() async throws {
        let usage = ReportedUsage(usage: Usage(input: 7, output: 3), cost: "-1")
        let model = try model(reported(usage))
        _ = try await model.answer(request) { _ in }
        #expect(book.lines.map(\.charge) == [.priced(Money(picodollars: 10_000_000))])
    }

    @Test func `an answer without usage is of unknown usage`() async throws {
        let answer = ModelAnswer(turn: AssistantTurn([.text("hi")]), stop: .endTurn, usage: .unknown)
        let budget = Budget(scope: .run, limit: Money(picodollars: 31_000_000))
        let model = try model(ScriptedModel(.answer(answer)), budgets: [budget])
        _ = try await model.answer(request) { _ in }
        #expect(book.lines.map(\.charge) == [.unknownUsage])
        #expect(budget.figures.held == Money(picodollars: 31_000_000))
    }
}
