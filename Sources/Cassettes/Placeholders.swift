package import Conversation

/// What differs from machine to machine and from day to day, and the names under which cassettes keep it: a recording
/// made in one folder replays in another, on another day.
package struct Placeholders: Sendable {
    private let values: [(value: String, name: String)]
    private let secrets: [String]

    /// Nothing is replaced.
    package init() {
        self.init([])
    }

    /// - Parameters:
    ///   - values: texts and their names: the home folder as `home`, the folder of workspaces as `workspaces`, the
    ///     run's date as `date`. Empty texts are passed over.
    ///   - secrets: what must not be written even where a provider repeats it.
    package init(_ values: [(value: String, name: String)], secrets: [Secret] = []) {
        // A folder inside another goes first.
        self.values = values.filter { !$0.value.isEmpty }.sorted { $0.value.utf8.count > $1.value.utf8.count }
        self.secrets = secrets.map { $0.reveal() }.filter { $0.utf8.count >= 8 }
    }

    /// The text as a cassette keeps it.
    func hiding(_ text: String) -> String {
        var text = text
        for secret in secrets where text.contains(secret) { text = text.replacing(secret, with: "[secret]") }
        for (value, name) in values where text.contains(value) {
            text = text.replacing(value, with: Self.mark(name))
        }
        return text
    }

    /// Every string of a value as a cassette keeps it, names of members as they are.
    func hiding(_ json: JSONValue) -> JSONValue {
        switch json {
        case .string(let text): .string(hiding(text))
        case .array(let elements): .array(elements.map(hiding))
        case .object(let object):
            .object(
                JSONObject(object.members.map { JSONObject.Member(key: $0.key, value: hiding($0.value)) })
            )
        case .null, .bool, .number: json
        }
    }

    /// The text as it would have come here and today. The marks stand inside the JSON of events.
    func showing(_ text: String) -> String {
        guard text.contains(Self.prefix) else { return text }
        var text = text
        for (value, name) in values {
            let quoted = JSONValue.string(value).text
            text = text.replacing(Self.mark(name), with: quoted.dropFirst().dropLast())
        }
        return text
    }

    private static let prefix = "<docket:"

    private static func mark(_ name: String) -> String {
        prefix + name + ">"
    }
}
