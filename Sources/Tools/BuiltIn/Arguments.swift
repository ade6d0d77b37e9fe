import Conversation

extension JSONValue {
    /// The schema of a tool's parameters: an object that takes these and no others.
    static func parameters(_ required: [String], _ properties: JSONValue) -> JSONValue {
        [
            "type": "object", "properties": properties, "required": .array(required.map(JSONValue.string)),
            "additionalProperties": false,
        ]
    }

    /// The file or folder that a parameter names, in a form that is equal for equal places; the path as it was given
    /// where it may not be used, which the tool then says.
    func target(_ parameter: String, in context: ToolContext, for access: Workspace.Access) -> String? {
        guard let path = self[parameter]?.string else { return nil }
        return (try? context.workspace.resolve(path, for: access))?.path ?? path
    }

    /// The same as permissions see it: relative to the root.
    func subject(_ parameter: String, in context: ToolContext) -> PermissionSubject {
        let path = self[parameter]?.string ?? "."
        return .path((try? context.workspace.resolve(path))?.shown ?? path)
    }
}
