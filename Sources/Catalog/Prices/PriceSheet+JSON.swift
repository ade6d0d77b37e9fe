package import Conversation

/// The form in which the catalog and records keep a price sheet: decimal text in USD per million tokens.
///
/// ```json
/// {"input": "2", "output": "10", "cacheRead": "0.2",
///  "above": [{"tokens": 272000, "input": "4", "output": "15", "cacheRead": "0.4"}],
///  "services": [{"names": ["fast", "priority"], "input": "4", "output": "20"}],
///  "regions": {"us": "1.1"}}
/// ```
extension PriceSheet {
    package init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        standard = try RateCard(&members)
        services =
            try members.optional("services") { json throws(CatalogError) in
                try json.asList(ServiceTier.init)
            } ?? []
        peak = try members.optional("peak", PeakHours.init)
        regions = try members.optional("regions", [RegionFactor].init) ?? []
        try members.end()
    }

    package var json: JSONValue {
        var object = standard.members
        if !services.isEmpty { object["services"] = .array(services.map(\.json)) }
        object["peak"] = peak?.json
        if !regions.isEmpty { object["regions"] = regions.json }
        return .object(object)
    }
}

extension RateCard {
    fileprivate init(_ members: inout JSONMembers) throws(CatalogError) {
        let rates = try Rates(&members)
        let sizeTiers = try members.optional("above") { json throws(CatalogError) in
            try json.asList(SizeTier.init)
        }
        self.init(rates, sizeTiers: sizeTiers ?? [])
    }

    fileprivate var members: JSONObject {
        var object = rates.members
        if !sizeTiers.isEmpty { object["above"] = .array(sizeTiers.map(\.json)) }
        return object
    }
}

extension SizeTier {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        above = try members.required("tokens") { json throws(CatalogError) in try json.asCount() }
        rates = try Rates(&members)
        try members.end()
    }

    fileprivate var json: JSONValue {
        let tokens = JSONObject.Member(key: "tokens", value: .number(String(above)))
        return .object(JSONObject([tokens] + rates.members.members))
    }
}

extension ServiceTier {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        names = try members.required("names") { json throws(CatalogError) in try json.asTexts() }
        card = try RateCard(&members)
        try members.end()
    }

    fileprivate var json: JSONValue {
        let names = JSONObject.Member(key: "names", value: .array(names.map(JSONValue.string)))
        return .object(JSONObject([names] + card.members.members))
    }
}

extension Rates {
    fileprivate init(_ members: inout JSONMembers) throws(CatalogError) {
        input = try members.required("input", Rate.init)
        output = try members.required("output", Rate.init)
        cacheRead = try members.optional("cacheRead", Rate.init)
        cacheWriteShort = try members.optional("cacheWriteShort", Rate.init)
        cacheWriteLong = try members.optional("cacheWriteLong", Rate.init)
    }

    fileprivate var members: JSONObject {
        var object = JSONObject()
        object["input"] = input.json
        object["output"] = output.json
        object["cacheRead"] = cacheRead?.json
        object["cacheWriteShort"] = cacheWriteShort?.json
        object["cacheWriteLong"] = cacheWriteLong?.json
        return object
    }
}

extension Rate {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        let text = try json.asText()
        do {
            try self.init(perMillion: text)
        } catch {
            throw CatalogError(.price(error))
        }
    }

    fileprivate var json: JSONValue {
        .string(perMillion)
    }
}

extension PeakHours {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        var members = try JSONMembers(json)
        factor = try members.required("factor", Multiplier.init)
        let seconds = try members.required("since") { json throws(CatalogError) in try json.asCount() }
        guard seconds < 1 << 40 else { throw CatalogError(.expected("seconds since 1970"), at: ["since"]) }
        since = Moment(microseconds: Int64(seconds) * 1_000_000)
        windows = try members.required("hours") { json throws(CatalogError) in
            try json.asList { json throws(CatalogError) in
                let hours = try json.asList { json throws(CatalogError) in try json.asCount() }
                guard hours.count == 2 else { throw CatalogError(.expected("two hours")) }
                return Window(from: hours[0], until: hours[1])
            }
        }
        try members.end()
    }

    fileprivate var json: JSONValue {
        let hours = windows.map { JSONValue.array([.number(String($0.from)), .number(String($0.until))]) }
        return [
            "factor": .string(factor.decimal), "since": .number(String(since.microseconds / 1_000_000)),
            "hours": .array(hours),
        ]
    }
}

extension [RegionFactor] {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        guard let object = json.object else { throw CatalogError(.expected("an object")) }
        self = []
        for member in object.members {
            do {
                append(RegionFactor(name: member.key, factor: try Multiplier(member.value)))
            } catch {
                throw error.below(member.key)
            }
        }
        sort { $0.name < $1.name }
    }

    fileprivate var json: JSONValue {
        .object(JSONObject(map { JSONObject.Member(key: $0.name, value: .string($0.factor.decimal)) }))
    }
}

extension Multiplier {
    fileprivate init(_ json: JSONValue) throws(CatalogError) {
        let text = try json.asText()
        do {
            try self.init(decimal: text)
        } catch {
            throw CatalogError(.price(error))
        }
    }
}

/// Coded as its JSON text.
extension PriceSheet: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(JSONValue(from: decoder))
    }

    package func encode(to encoder: any Encoder) throws {
        try json.encode(to: encoder)
    }
}
