import Conversation

/// Some bytes of one of the files read.
struct Place: Hashable {
    var file: Int
    var range: Range<Int>
}

/// A JSON value that knows its file and its bytes, so that a value that came from `defaults`, from an
/// included file or from a matrix still points at where it was written.
struct Node {
    indirect enum Content {
        case null
        case bool(Bool)
        case number(String)
        case string(String)
        case array([Node])
        case object([Member])
    }

    struct Member {
        var key: String
        var keyPlace: Place
        var value: Node
    }

    var content: Content
    var place: Place

    init(_ content: Content, at place: Place) {
        self.content = content
        self.place = place
    }

    init(_ node: JSONNode, file: Int) {
        place = Place(file: file, range: node.range)
        switch node.content {
        case .null: content = .null
        case .bool(let flag): content = .bool(flag)
        case .number(let literal): content = .number(literal)
        case .string(let text): content = .string(text)
        case .array(let elements): content = .array(elements.map { Node($0, file: file) })
        case .object(let members):
            content = .object(
                members.map {
                    Member(
                        key: $0.key,
                        keyPlace: Place(file: file, range: $0.keyRange),
                        value: Node($0.value, file: file)
                    )
                }
            )
        }
    }

    /// The value without its places.
    var value: JSONValue {
        switch content {
        case .null: .null
        case .bool(let flag): .bool(flag)
        case .number(let literal): .number(literal)
        case .string(let text): .string(text)
        case .array(let elements): .array(elements.map(\.value))
        case .object(let members):
            .object(JSONObject(members.map { JSONObject.Member(key: $0.key, value: $0.value.value) }))
        }
    }

    var string: String? {
        if case .string(let text) = content { text } else { nil }
    }

    var elements: [Node]? {
        if case .array(let elements) = content { elements } else { nil }
    }

    /// None where this is no object.
    var members: [Member] {
        get {
            if case .object(let members) = content { members } else { [] }
        }
        set {
            content = .object(newValue)
        }
    }

    var isObject: Bool {
        if case .object = content { true } else { false }
    }

    var isNull: Bool {
        if case .null = content { true } else { false }
    }

    /// A member of an object. Setting nothing takes it away; setting a new one puts it last.
    subscript(_ key: String) -> Node? {
        get {
            members.first { $0.key == key }?.value
        }
        set {
            var members = members
            let index = members.firstIndex { $0.key == key }
            switch (index, newValue) {
            case (let index?, let value?): members[index].value = value
            case (let index?, nil): members.remove(at: index)
            case (nil, let value?): members.append(Member(key: key, keyPlace: value.place, value: value))
            case (nil, nil): return
            }
            self.members = members
        }
    }

    /// Where the name of a member stands; the object itself where it has none of that name.
    func keyPlace(_ key: String) -> Place {
        members.first { $0.key == key }?.keyPlace ?? place
    }
}
