import Conversation
import Testing

@testable import Cassettes

struct JSONDeltaTests {
    private static let long = String(repeating: "very ", count: 20) + "long\ntext"

    /// A request, and what it is written as after `{"model":"m","thinking":{"type":"a"},"tools":[1],"messages":[1,2]}`.
    @Test(arguments: [
        (
            #"{"model":"m","thinking":{"type":"a"},"tools":[1],"messages":[1,2]}"#,
            #"{"model":"m","thinking":{"$same":true},"tools":{"$same":true},"messages":{"$same":true}}"#
        ),
        (
            #"{"model":"m","thinking":{"type":"b"},"tools":[],"messages":[1,2,{"text":"a\nb"}]}"#,
            #"{"model":"m","thinking":{"type":"b"},"tools":[],"messages":[{"$same":2},{"text":{"$lines":["a","b"]}}]}"#
        ),
        (#"{"messages":[1],"new":[1]}"#, #"{"messages":[{"$same":1}],"new":[1]}"#),
        (#"{"messages":[3,1]}"#, #"{"messages":[3,1]}"#),
        (#"{"messages":{"a":1}}"#, #"{"messages":{"a":1}}"#),
        (#""no object\nat all""#, #"{"$lines":["no object","at all"]}"#),
        ("{}", "{}"),
    ])
    func `a request is written as what differs, and read back whole`(body: String, written: String) throws {
        let previous = try JSONValue(
            parsing: #"{"model":"m","thinking":{"type":"a"},"tools":[1],"messages":[1,2]}"#
        )
        let body = try JSONValue(parsing: body)
        let delta = JSONDelta.encode(body, after: previous)
        #expect(delta.text == written)
        #expect(JSONDelta.decode(delta, after: previous) == body)
        #expect(JSONDelta.decode(JSONDelta.encode(body, after: nil), after: nil) == body)
    }

    @Test func `a long text is written once`() {
        let body: JSONValue = ["instructions": .string(Self.long)]
        let delta = JSONDelta.encode(body, after: body)
        #expect(delta == ["instructions": ["$same": true]])
        #expect(JSONDelta.decode(delta, after: body) == body)
    }
}
