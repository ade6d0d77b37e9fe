import Catalog
import Conversation
import Testing

struct PeakHoursTests {
    /// Monday, 2026-11-23T00:00:00Z, in seconds since 1970.
    private static let monday: Int64 = 1_795_392_000
    private static let hour: Int64 = 3_600
    private static let day: Int64 = 86_400

    private func cost(at seconds: Int64) throws -> String {
        let reference = try #require(ModelReference("deepseek/deepseek-flash"))
        let sheet = try #require(ModelCatalog.builtIn()[reference]?.price)
        let moment = Moment(microseconds: seconds * 1_000_000)
        return sheet.cost(of: Usage(input: 1_000_000), tier: nil, at: moment).decimal
    }

    @Test(arguments: [1, 2, 3, 6, 9] as [Int64]) func `a peak hour doubles the price`(hour: Int64) throws {
        #expect(try cost(at: Self.monday + hour * Self.hour) == "0.3")
        #expect(try cost(at: Self.monday + 4 * Self.day + (hour + 1) * Self.hour - 1) == "0.3")
    }

    @Test(arguments: [0, 4, 5, 10, 23] as [Int64]) func `other hours do not`(hour: Int64) throws {
        #expect(try cost(at: Self.monday + hour * Self.hour) == "0.15")
        #expect(try cost(at: Self.monday + (hour + 1) * Self.hour - 1) == "0.15")
    }

    @Test(arguments: [-2, -1, 5, 6] as [Int64]) func `weekends have no peak`(days: Int64) throws {
        #expect(try cost(at: Self.monday + days * Self.day + 2 * Self.hour) == "0.15")
    }

    @Test func `there was no peak before it was introduced`() throws {
        // Friday, 2026-08-14T02:00:00Z, and Monday, 2026-08-17T02:00:00Z
        #expect(try cost(at: 1_786_672_800) == "0.15")
        #expect(try cost(at: 1_786_932_000) == "0.3")
    }

    @Test func `the worst case is the peak's`() throws {
        let reference = try #require(ModelReference("deepseek/deepseek-flash"))
        let sheet = try #require(ModelCatalog.builtIn()[reference]?.price)
        #expect(sheet.worstCase(promptTokens: 1_000_000, outputTokens: 1_000_000).decimal == "1.5")
    }
}
