import Catalog
import Conversation
import Manifests
import TestSupport
import Testing

@testable import Commands

struct ManifestDiagnosticTests {
    private typealias Kind = ManifestProblem.Kind

    private static let model = ModelReference(provider: ProviderID("acme"), name: "plain")

    /// One of each kind, and each wording of it.
    private static let kinds: [Kind] =
        [
            .file(.missing), .file(.notAFile), .file(.notAFolder), .file(.unreadable), .file(.notUTF8),
            .file(.tooLarge(limit: 1 << 20)), .file(.looseMode), .malformedJSON(.unexpectedEnd, found: nil),
            .malformedJSON(.expected("a value"), found: "]"),
            .malformedJSON(.expected("a value"), found: "/"),
            .malformedJSON(.expected("a name in quotes"), found: "'"),
            .malformedJSON(.invalidNumber, found: "0"),
            .malformedJSON(.invalidEscape, found: "\\"), .malformedJSON(.invalidText, found: "\t"),
            .malformedJSON(.tooDeep, found: "["), .malformedJSON(.trailing, found: "}"),
            .doubledKey("prompt", firstLine: 3), .includeCycle(["a.json", "b.json", "a.json"]),
            .unknownKey("promt"), .missingKey("id"), .wrongType(expected: ["text"], found: "a number"),
            .wrongType(expected: ["false", "an object"], found: "text"),
            .unknownWord("fast", allowed: ["low", "medium", "high"]), .outOfRange("0", least: "1", most: nil),
            .outOfRange("3", least: nil, most: "2"), .nothingIn("jobs"),
            .conflictingKeys("prompt", "prompts"),
            .providerTwice(ProviderID("acme")), .catalogTwice("a.json", "b.json"), .noRefreshedCatalog,
            .invalidCatalog(CatalogError(.expected("an object"))),
            .invalidCatalog(CatalogError(.missing, at: ["providers", "0", "id"])),
            .invalidCatalog(CatalogError(.unknown, at: ["extra"])),
            .invalidCatalog(CatalogError(.price(.tooFine(decimals: 6)), at: ["providers", "0"])),
            .invalidCatalog(CatalogError(.price(.negative), at: ["providers", "0"])),
            .invalidCatalog(CatalogError(.price(.notADecimal), at: ["providers", "0"])),
            .invalidCatalog(CatalogError(.price(.tooLarge), at: ["providers", "0"])),
            .invalidCatalog(CatalogError(.malformed(offset: 4))), .missingModel,
            .unknownProvider(ProviderID("acmee")),
            .unknownModel(model), .cannotCallTools(model), .refusesTemperature(model),
            .refusesReasoning(model, given: .word, takes: nil),
            .refusesReasoning(model, given: .word, takes: .budget),
            .refusesReasoning(model, given: .budget, takes: .word),
            .outputAboveLimit(model, asked: 9_000, limit: 8_000), .unpriced(model), .unknownTool("reed"),
            .needsWorkspace(tool: "read"), .writesInPlace(tool: "write"), .unconfined(tool: "bash"),
            .unknownCheck(["contain"]), .unknownCheck([]), .twoChecks("contains", "regex"),
            .unknownCheckSet("god"),
            .checkNeedsWorkspace("fileExists"), .unknownVariable("tpoic"), .unusedVariable("spare"),
            .variableTwice("topic", .vars, .data), .malformedPlaceholder, .placeholderHere("topic"),
            .environmentHere("env.HOME"), .environmentUnset("TOKEN"), .literalSecret,
            .fileDependsOnRow("row"),
            .unknownAxis("modle"), .doubledLabel(axis: "model", label: "mini"), .reservedAxis("data"),
            .tooManyCells(27_000, most: 10_000), .everyCellExcluded, .doubledID("a", file: "m.json", line: 3),
            .malformedRow(.expected("a value"), found: "o"), .rowIsNoObject(found: "a number"),
            .raggedRow(expected: 2, found: 3), .openQuote, .strayQuote, .unnamedColumn(2),
            .doubledColumn("a"),
            .rowLacks("topic"), .noRows, .moreProblems(50), .notSupportedYet(.key("batch")),
            .notSupportedYet(.tool("webfetch")), .notSupportedYet(.check("judge")),
        ]
        + [
            .duration, .money, .percentage, .jobID, .label, .name, .variableName, .modelReference, .url,
            .environmentName, .decimal, .dataFile,
        ].map { Kind.invalid($0, "so") }

    @Test func `every kind has its words`() throws {
        let location = ManifestProblem.Location(
            file: "jobs/m.json",
            line: 3,
            column: 12,
            length: 7,
            excerpt: "      \"x\": \"promt\"",
            excerptColumn: 11
        )
        let text = Self.kinds.map { ManifestDiagnostic(ManifestProblem($0, at: location)).text }
            .joined(separator: "\n")
        #expect(try snapshotDifference(text, named: "ManifestDiagnostics.txt") == nil)
    }

    @Test func `a suggestion takes the hint's place`() {
        let problem = ManifestProblem(
            .unknownKey("promt"),
            suggestion: "prompt",
            at: ManifestProblem.Location(
                file: "m.json",
                line: 12,
                column: 3,
                length: 7,
                excerpt: "\t{\"promt\": 1}",
                excerptColumn: 2
            )
        )
        #expect(
            ManifestDiagnostic(problem).text == """
                error: unknown key `promt` at m.json:12:3

                    \t{"promt": 1}
                    \t ^^^^^^^

                hint: did you mean `prompt`?

                """
        )
    }

    @Test func `a file without lines has no excerpt, and a warning says so`() {
        let problem = ManifestProblem(
            .file(.missing),
            severity: .warning,
            at: ManifestProblem.Location(file: "m.json")
        )
        #expect(ManifestDiagnostic(problem).text == "warning: there is no such file at m.json\n")
    }

    @Test func `a mark never goes past its line`() {
        let problem = ManifestProblem(
            .openQuote,
            at: ManifestProblem.Location(
                file: "d.csv",
                line: 1,
                column: 3,
                length: 9,
                excerpt: "ab\"",
                excerptColumn: 2
            )
        )
        #expect(ManifestDiagnostic(problem).text.contains("    ab\"\n      ^\n"))
    }

    @Test(arguments: kinds)
    func `sentences are in lower case and end without a stop`(kind: ManifestProblem.Kind) {
        for text in [kind.sentence, kind.hint].compactMap(\.self) {
            let first = text.first.map(String.init) ?? ""
            #expect(first == first.lowercased() || text.hasPrefix("JSON"))
            #expect(!text.hasSuffix("."))
        }
    }
}
