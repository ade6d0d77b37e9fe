import Conversation
import Testing

/// The checks judged by the suite that the specification's authors publish. What is left out stands here by
/// name, with the reason; a group that is neither here nor passes fails the test, and so does one that need
/// not be here.
struct PublishedSuiteTests {
    /// The number of groups and cases that must pass, so that none is lost in silence.
    struct Figures: Equatable, CustomTestStringConvertible {
        var groups = 0
        var cases = 0

        var testDescription: String {
            "\(cases) cases in \(groups) groups"
        }
    }

    /// Groups whose schema refers to another document. Each must be refused for that, and for nothing else.
    private static let remote: [String: Set<String>] = [
        "draft2020-12": [
            "defs: validate definition against metaschema",
            "dynamicRef: $ref and $dynamicAnchor are independent of order - $defs first",
            "dynamicRef: $ref and $dynamicAnchor are independent of order - $ref first",
            "dynamicRef: $ref to $dynamicRef finds detached $dynamicAnchor",
            "dynamicRef: strict-tree schema, guards against misspelled properties",
            "dynamicRef: tests for implementation dynamic anchor and reference link",
            "ref: remote ref, containing refs itself",
            "refRemote: $ref to $ref finds detached $anchor",
            "refRemote: Location-independent identifier in remote ref",
            "refRemote: anchor within remote ref",
            "refRemote: base URI change",
            "refRemote: base URI change - change folder",
            "refRemote: base URI change - change folder in subschema",
            "refRemote: fragment within remote ref",
            "refRemote: ref within remote ref",
            "refRemote: remote HTTP ref with different $id",
            "refRemote: remote HTTP ref with different URN $id",
            "refRemote: remote HTTP ref with nested absolute ref",
            "refRemote: remote ref",
            "refRemote: remote ref with ref to defs",
            "refRemote: retrieved nested refs resolve relative to their URI not $id",
            "refRemote: root ref in remote ref",
        ],
        "draft2020-12/optional": [
            "cross-draft: refs to historic drafts are processed as historic drafts"
        ],
        "draft7": [
            "definitions: validate definition against metaschema",
            "ref: remote ref, containing refs itself",
            "refRemote: $ref to $ref finds location-independent $id",
            "refRemote: Location-independent identifier in remote ref",
            "refRemote: base URI change",
            "refRemote: base URI change - change folder",
            "refRemote: base URI change - change folder in subschema",
            "refRemote: fragment within remote ref",
            "refRemote: ref within remote ref",
            "refRemote: remote ref",
            "refRemote: remote ref with ref to definitions",
            "refRemote: retrieved nested refs resolve relative to their URI not $id",
            "refRemote: root ref in remote ref",
        ],
    ]

    /// Groups that ask for something else than what is meant to be, and why.
    private static let left: [String: [String: String]] = [
        "draft2020-12": [
            "vocabulary: schema that uses custom metaschema with with no validation vocabulary":
                "a metaschema of one's own is another document, and is not read"
        ],
        "draft2020-12/optional": [
            "format-assertion: schema that uses custom metaschema with format-assertion: false":
                "`format` is an annotation",
            "format-assertion: schema that uses custom metaschema with format-assertion: true":
                "`format` is an annotation",
        ],
        "draft7": [
            "ref: $ref prevents a sibling $id from changing the base uri":
                "draft 2020-12 reads what stands beside a `$ref`",
            "ref: ref overrides any sibling keywords":
                "draft 2020-12 reads what stands beside a `$ref`",
        ],
    ]

    /// Fetched once for all.
    private static let suite = Result { try PublishedSuite() }

    // The folders `optional/format` are left out: they ask for `format` as a demand, which it is only on
    // request.
    @Test(arguments: [
        ("draft2020-12", Figures(groups: 345, cases: 1206)),
        ("draft2020-12/optional", Figures(groups: 45, cases: 153)),
        ("draft7", Figures(groups: 239, cases: 881)),
    ])
    func `the published suite passes`(part: String, figures: Figures) async throws {
        let suite = try Self.suite.get()
        var passed = Figures()
        var remote: Set<String> = []
        var left: Set<String> = []
        for group in try suite.files(of: part).flatMap({ try suite.groups(of: $0, in: part) }) {
            // Nothing in here ever waits; tests of servers want their turn.
            await Task.yield()
            let failures: [String]
            do throws(JSONSchemaError) {
                failures = Self.failures(of: group, with: try JSONSchema(group.schema))
            } catch {
                guard case .remoteReference = error.kind else {
                    Issue.record("\(group.name): \(error.text)")
                    continue
                }
                remote.insert(group.name)
                continue
            }
            if failures.isEmpty {
                passed.groups += 1
                passed.cases += group.cases.count
            } else if Self.left[part]?[group.name] != nil {
                left.insert(group.name)
            } else {
                Issue.record("\(failures)")
            }
        }
        #expect(passed == figures)
        #expect(remote == Self.remote[part])
        #expect(left.sorted() == Self.left[part]?.keys.sorted())
    }

    private static func failures(of group: PublishedSuite.Group, with schema: JSONSchema) -> [String] {
        group.cases.compactMap { test in
            let problems = schema.problems(of: test.value, limit: 9)
            guard problems.isEmpty != test.isValid else { return nil }
            return "\(group.name): \(test.name): \(problems.map(\.text))"
        }
    }
}
