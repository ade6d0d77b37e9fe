import Conversation
import Providers
import Testing
import Transport

/// Google's errors: one code for every limit, the difference in the details.
struct GeminiFailureTests {
    struct Example: Sendable, CustomTestStringConvertible {
        var status: Int
        var code: String
        var message = "said so"
        var details = ""
        var kind: ModelError.Kind
        var delay: Duration?

        var testDescription: String { "\(status) \(code) \(details.prefix(60))" }

        var body: String {
            #"{"error":{"code":\#(status),"message":"\#(message)","status":"\#(code)","details":[\#(details)]}}"#
        }
    }

    private static func quota(_ id: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.QuotaFailure","violations":[{"quotaId":"\#(id)"}]}"#
    }

    private static func retry(_ delay: String) -> String {
        #"{"@type":"type.googleapis.com/google.rpc.RetryInfo","retryDelay":"\#(delay)"}"#
    }

    private static let perMinute = quota("GenerateRequestsPerMinutePerProjectPerModel-FreeTier")
    private static let perDay = quota("GenerateRequestsPerDayPerProjectPerModel-FreeTier")

    static let examples: [Example] = [
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            details: perMinute + "," + retry("46s"),
            kind: .rateLimited,
            delay: .seconds(46)
        ),
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            message: "Please retry in 10h17m5.7s.",
            kind: .rateLimited,
            delay: .milliseconds(37_025_700)
        ),
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            details: retry("3.957525076s"),
            kind: .rateLimited,
            delay: .microseconds(3_957_525)
        ),
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            details: perDay + "," + retry("46s"),
            kind: .quotaExhausted
        ),
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            message: "Quota exceeded for metric: requests, limit: 0, model: gemini",
            kind: .quotaExhausted
        ),
        Example(
            status: 429,
            code: "RESOURCE_EXHAUSTED",
            message: "Quota exceeded for metric: requests, limit: 10, model: gemini",
            kind: .rateLimited
        ),
        Example(status: 402, code: "RESOURCE_EXHAUSTED", kind: .quotaExhausted),
        Example(
            status: 400,
            code: "INVALID_ARGUMENT",
            details: #"{"reason":"API_KEY_INVALID"}"#,
            kind: .authentication
        ),
        Example(
            status: 400,
            code: "INVALID_ARGUMENT",
            message: "The input token count (9) exceeds the maximum number of tokens allowed (5).",
            kind: .contextExceeded
        ),
        Example(status: 400, code: "FAILED_PRECONDITION", kind: .rejected),
        Example(status: 403, code: "PERMISSION_DENIED", kind: .authentication),
        Example(status: 404, code: "NOT_FOUND", kind: .notFound),
        Example(status: 500, code: "INTERNAL", kind: .serverError),
        Example(status: 503, code: "UNAVAILABLE", kind: .overloaded),
        Example(status: 504, code: "DEADLINE_EXCEEDED", kind: .serverError),
    ]

    @Test(arguments: examples)
    func `an error of Google is what its status and details make it`(example: Example) async throws {
        let headers = [("content-type", "application/json; charset=UTF-8")]
        let whole = try await see(
            .gemini,
            CannedExchange(status: example.status, headers: headers, example.body)
        )
        #expect(whole.error?.kind == example.kind)
        #expect(whole.error?.retryAfter == example.delay)
        #expect(whole.error?.message == example.message)
        // Without server-sent events it comes in an array.
        let listed = try await see(
            .gemini,
            CannedExchange(status: example.status, headers: headers, "[\(example.body)]")
        )
        #expect(listed.error?.kind == example.kind)
        // In the middle of a stream the response had begun with 200.
        let streamed = try await see(.gemini, CannedExchange("data: \(example.body)\n\n"))
        #expect(streamed.error?.kind == example.kind)
    }
}
