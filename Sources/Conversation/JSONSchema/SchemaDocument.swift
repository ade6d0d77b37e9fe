/// A schema's text as a web of parts that can be referred to: where schemas stand in it, under which address,
/// and which anchors they have.
struct SchemaDocument {
    /// The whole document, or a part with an `$id`: references are relative to it, and anchors are its own.
    struct Resource {
        var address: URIReference
        var pointer: JSONPointer
        var anchors: [String: JSONPointer] = [:]
        var dynamicAnchors: [String: JSONPointer] = [:]
    }

    let json: JSONValue
    private(set) var resources: [Resource]
    /// The place of every schema that a keyword makes one, in order from the outside.
    private(set) var places: [JSONPointer] = []
    private var resourceByAddress: [String: Int] = [:]
    private var resourceByPlace: [JSONPointer: Int] = [:]

    init(_ json: JSONValue) throws(JSONSchemaError) {
        self.json = json
        guard json.nesting <= JSONSchema.nestingLimit else {
            throw JSONSchemaError(.tooDeep, at: JSONPointer())
        }
        resources = [Resource(address: URIReference(""), pointer: JSONPointer())]
        resourceByAddress[""] = 0
        resourceByPlace[JSONPointer()] = 0

        var open = [(place: JSONPointer(), schema: json, resource: 0)]
        var next = 0
        while next < open.count {
            var (place, schema, resource) = open[next]
            next += 1
            places.append(place)
            guard case .object(let object) = schema else { continue }
            resource = try enter(object, at: place, of: resource)
            for (tokens, inner) in object.subschemas {
                open.append((JSONPointer(place.tokens + tokens), inner, resource))
            }
        }
    }

    /// Notes the schema's names; tells of which resource it is.
    private mutating func enter(
        _ schema: JSONObject,
        at place: JSONPointer,
        of outer: Int
    ) throws(JSONSchemaError) -> Int {
        var resource = outer
        if let id = schema["$id"]?.string {
            var address = URIReference(id).resolved(against: resources[outer].address)
            let anchor = address.fragment ?? ""
            address.fragment = nil
            if !anchor.isEmpty, URIReference(id).document.isEmpty {
                // As drafts 6 and 7 write an anchor.
                try name(anchor, place, of: resource, at: place.appending("$id"))
            } else {
                resource = try begin(address, at: place)
            }
        }
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let anchor = schema[keyword]?.string else { continue }
            try name(anchor, place, of: resource, at: place.appending(keyword))
            if keyword == "$dynamicAnchor" { resources[resource].dynamicAnchors[anchor] = place }
        }
        return resource
    }

    private mutating func begin(_ address: URIReference, at place: JSONPointer) throws(JSONSchemaError) -> Int
    {
        let known = resourceByAddress[address.text]
        if place.tokens.isEmpty {
            resources[0].address = address
            resourceByAddress[address.text] = 0
            return 0
        }
        guard known == nil else {
            throw JSONSchemaError(.repeatedName(address.text), at: place.appending("$id"))
        }
        resources.append(Resource(address: address, pointer: place))
        resourceByAddress[address.text] = resources.count - 1
        resourceByPlace[place] = resources.count - 1
        return resources.count - 1
    }

    private mutating func name(
        _ anchor: String,
        _ place: JSONPointer,
        of resource: Int,
        at keyword: JSONPointer
    ) throws(JSONSchemaError) {
        let known = resources[resource].anchors[anchor]
        guard known == nil || known == place else {
            throw JSONSchemaError(.repeatedName(anchor), at: keyword)
        }
        resources[resource].anchors[anchor] = place
    }
}

// MARK: - References

extension SchemaDocument {
    /// The resource to which a place belongs.
    func resource(at place: JSONPointer) -> Int {
        var place = place
        while true {
            if let resource = resourceByPlace[place] { return resource }
            guard !place.tokens.isEmpty else { return 0 }
            place.tokens.removeLast()
        }
    }

    /// Where a reference leads that stands at `place`.
    func target(of reference: String, at place: JSONPointer) throws(JSONSchemaError) -> JSONPointer {
        let base = resources[resource(at: place)].address
        let address = URIReference(reference).resolved(against: base)
        guard let number = resourceByAddress[address.document] else {
            throw JSONSchemaError(.remoteReference(reference), at: place)
        }
        let resource = resources[number]
        if let fragment = address.decodedFragment {
            if let anchored = resource.anchors[fragment] { return anchored }
            if let inner = JSONPointer(fragment) {
                let target = JSONPointer(resource.pointer.tokens + inner.tokens)
                if json.value(at: target) != nil { return target }
            }
        }
        throw JSONSchemaError(.danglingReference(reference), at: place)
    }

    /// The dynamic anchor that a reference names, where it leads to one.
    func dynamicAnchor(of reference: String, to target: JSONPointer) -> String? {
        guard let name = URIReference(reference).decodedFragment,
            resources[resource(at: target)].dynamicAnchors[name] == target
        else { return nil }
        return name
    }
}

// MARK: - Places

extension JSONObject {
    /// The schemas directly inside this one, where they stand in it.
    fileprivate var subschemas: [(tokens: [String], schema: JSONValue)] {
        var result: [(tokens: [String], schema: JSONValue)] = []
        for member in members {
            switch (member.key, member.value) {
            case ("additionalItems", let schema), ("additionalProperties", let schema),
                ("contains", let schema), ("else", let schema), ("if", let schema), ("not", let schema),
                ("propertyNames", let schema), ("then", let schema), ("unevaluatedItems", let schema),
                ("unevaluatedProperties", let schema):
                result.append(([member.key], schema))
            case ("allOf", .array(let schemas)), ("anyOf", .array(let schemas)),
                ("oneOf", .array(let schemas)), ("prefixItems", .array(let schemas)),
                ("items", .array(let schemas)):
                result += schemas.enumerated().map { ([member.key, String($0.offset)], $0.element) }
            case ("items", let schema):
                result.append(([member.key], schema))
            case ("$defs", .object(let schemas)), ("definitions", .object(let schemas)),
                ("dependentSchemas", .object(let schemas)), ("patternProperties", .object(let schemas)),
                ("properties", .object(let schemas)):
                result += schemas.members.map { ([member.key, $0.key], $0.value) }
            case ("dependencies", .object(let schemas)):
                result += schemas.members.filter { $0.value.array == nil }.map {
                    ([member.key, $0.key], $0.value)
                }
            default: break
            }
        }
        return result
    }
}

extension JSONValue {
    /// How many arrays and objects are inside each other at most.
    var nesting: Int {
        var deepest = 0
        var open = [(value: self, depth: 0)]
        while let (value, depth) = open.popLast() {
            switch value {
            case .array(let elements): open += elements.map { ($0, depth + 1) }
            case .object(let object): open += object.members.map { ($0.value, depth + 1) }
            case .null, .bool, .number, .string: continue
            }
            deepest = max(deepest, depth + 1)
        }
        return deepest
    }
}
