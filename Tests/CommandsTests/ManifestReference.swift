import Conversation

/// The page `ManifestReference` of the documentation, made from the manifest's schema.
struct ManifestReference {
    private let schema: JSONValue

    init(schema: JSONValue) {
        self.schema = schema
    }

    var text: String {
        var text = """
            # Manifest reference

            Every key of a manifest, made from `docket schema`.

            ## Overview

            <doc:Manifests> tells what the keys are for and how they work together. A key that is not here is refused. An \
            entry of an axis takes the keys of a job that do not decide how many jobs there are, and `as`, its label in \
            IDs; `defaults` takes those of a job but `id` and `description`.


            """
        text += table("The manifest", schema)
        for name in [
            "job", "workspace", "permission", "summarize", "provider", "timeouts", "model", "price",
            "abilities",
            "budget", "accept",
        ] {
            if let object = schema["$defs"]?[name] { text += table(Self.title(name), object) }
        }
        return text + checks
    }

    private static func title(_ name: String) -> String {
        name.prefix(1).uppercased() + name.dropFirst()
    }

    private func table(_ title: String, _ object: JSONValue) -> String {
        let required = Set((object["required"]?.array ?? []).compactMap(\.string))
        var text = "## \(title)\n\n| key | value | meaning |\n|---|---|---|\n"
        for member in object["properties"]?.object?.members ?? [] where member.key != "$schema" {
            let doc = member.value["description"]?.string ?? ""
            let must = required.contains(member.key) ? " Required." : ""
            text += "| `\(member.key)` | \(Self.value(member.value)) | \(doc)\(must) |\n"
        }
        return text + "\n"
    }

    private var checks: String {
        var text =
            "## Checks\n\nAny check but `use` takes `not` and `name` as well.\n\n| check | value | meaning | other keys |\n"
        text += "|---|---|---|---|\n"
        for kind in schema["$defs"]?["check"]?["anyOf"]?.array ?? [] {
            let members = kind["properties"]?.object?.members ?? []
            guard let own = members.first else { continue }
            let others = members.dropFirst().map(\.key).filter { !["not", "name"].contains($0) }
            let doc = own.value["description"]?.string ?? ""
            text += "| `\(own.key)` | \(Self.value(own.value)) | \(doc) | "
            text += others.map { "`\($0)`" }.joined(separator: ", ") + " |\n"
        }
        return text
    }

    /// What a value may be, in words.
    private static func value(_ schema: JSONValue) -> String {
        if let words = schema["enum"]?.array {
            return words.map { "`\($0.string ?? $0.text)`" }.joined(separator: ", ")
        }
        if let constant = schema["const"] { return "`\(constant.text)`" }
        if let choices = schema["anyOf"]?.array {
            let values = choices.filter { $0["type"]?.string != "null" && $0["pattern"]?.string != "\\{\\{" }
                .map(value)
            return values.joined(separator: " or ")
        }
        if let reference = schema["$ref"]?.string {
            switch reference.split(separator: "/").last ?? "" {
            case "axisEntry": return "value or object"
            case "check": return "check"
            case "tool": return "name of a tool"
            case let name: return "object (\(title(String(name))))"
            }
        }
        if let types = schema["type"]?.array { return types.compactMap(\.string).joined(separator: " or ") }
        switch schema["type"]?.string {
        case "array": return schema["items"].map { "list: " + value($0) } ?? "list"
        case "object": return "object"
        case let type?: return type
        case nil: return "any"
        }
    }
}
