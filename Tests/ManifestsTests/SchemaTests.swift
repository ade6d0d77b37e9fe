import Conversation
import TestSupport
import Testing

@testable import Manifests

struct SchemaTests {
    private let schema = ManifestSchema(vocabulary: Bench.vocabulary)

    @Test func `the schema is as it was`() throws {
        #expect(try snapshotDifference(schema.text, named: ManifestSchema.name) == nil)
    }

    @Test func `the text is the schema`() throws {
        #expect(try JSONValue(parsing: schema.text) == schema.json)
    }

    @Test func `every reference leads somewhere`() throws {
        let definitions = try #require(schema.json["$defs"])
        var count = 0
        func look(_ value: JSONValue) {
            if let reference = value["$ref"]?.string {
                count += 1
                #expect(reference.hasPrefix("#/$defs/"))
                #expect(definitions[String(reference.dropFirst(8))] != nil, "\(reference)")
            }
            for member in value.object?.members ?? [] { look(member.value) }
            for element in value.array ?? [] { look(element) }
        }
        look(schema.json)
        #expect(count > 20)
    }

    @Test func `keys of a later version are not offered, keys of this one are`() {
        let job = schema.json["$defs"]?["job"]?["properties"]
        #expect(job?["batch"] == nil)
        #expect(job?["prompt"] != nil)
        var vocabulary = Bench.vocabulary
        vocabulary.features = [.batch]
        #expect(ManifestSchema(vocabulary: vocabulary).json["$defs"]?["job"]?["properties"]?["batch"] != nil)
    }

    @Test func `each key has one line of documentation`() {
        let tables: [KeyTable] = [
            .manifest, .included, .budget, .accept, .provider, .timeouts, .model, .price, .abilities, .job,
            .defaults,
            .cell, .workspace, .permission, .summarize,
        ]
        for table in tables {
            #expect(Set(table.keys.map(\.name)).count == table.keys.count, "\(table.name)")
            for key in table.keys {
                #expect(
                    (key.doc.first?.isUppercase == true || key.doc.hasPrefix("`")) && key.doc.hasSuffix("."),
                    "\(table.name).\(key.name)"
                )
            }
        }
    }
}
