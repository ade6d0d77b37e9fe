import Conversation

/// A request's body in the form that is the same wherever and whenever the same thing is asked.
///
/// Placeholders stand for folders and dates; tool calls are numbered in the order in which they appear, because their
/// IDs are new each time; where a provider shall cache is left out, because the model does not read it.
struct CanonicalRequest: Hashable, Sendable {
    /// With its members in their own order.
    let body: JSONValue
    let digest: Digest

    init(body bytes: [UInt8], placeholders: Placeholders) {
        let json = (try? JSONValue(parsing: bytes)) ?? .string(String(decoding: bytes, as: UTF8.self))
        var calls = CallNumbers()
        self.init(canonical: calls.numbered(placeholders.hiding(json)))
    }

    /// A body that is canonical already.
    init(canonical body: JSONValue) {
        self.body = body
        digest = Digest(of: body.canonicalText)
    }
}

/// Gives numbers to tool calls wherever a protocol names one.
private struct CallNumbers {
    private var numbers: [String: Int] = [:]

    mutating func numbered(_ json: JSONValue) -> JSONValue {
        switch json {
        case .array(let elements):
            return .array(elements.map { numbered($0) })
        case .object(let object):
            // Anthropic's `{"type": "tool_use", "id": …}`.
            let isCall = object["type"]?.string == "tool_use"
            var members: [JSONObject.Member] = []
            for member in object.members where member.key != "cache_control" {
                let value: JSONValue
                switch member.key {
                case "tool_use_id", "tool_call_id", "call_id": value = number(member.value)
                case "id" where isCall: value = number(member.value)
                case "tool_calls": value = numberedCalls(member.value)
                default: value = numbered(member.value)
                }
                members.append(JSONObject.Member(key: member.key, value: value))
            }
            return .object(JSONObject(members))
        case .null, .bool, .number, .string:
            return json
        }
    }

    /// Chat completions' `"tool_calls": [{"id": …}]`.
    private mutating func numberedCalls(_ json: JSONValue) -> JSONValue {
        guard let calls = json.array else { return numbered(json) }
        return .array(
            calls.map { call in
                var call = numbered(call).object ?? JSONObject()
                if let id = call["id"] { call["id"] = number(id) }
                return .object(call)
            }
        )
    }

    private mutating func number(_ json: JSONValue) -> JSONValue {
        guard let id = json.string else { return json }
        let number = numbers[id] ?? numbers.count + 1
        numbers[id] = number
        return .string("<docket:call-\(number)>")
    }
}
