import Catalog
import Conversation
import TestSupport
import Testing

@testable import Manifests

struct OverrideTests {
    private static let manifest = """
        { "docket": 1, "budget": "5", "vars": { "w": "from manifest" }, "jobs": [
          { "id": "a", "model": "acme/mute", "prompt": "{{w}}" },
          { "id": "b", "models": ["acme/mute", "acme/thinker"], "prompt": "x" },
          { "id": "c", "prompt": "{{s}}", "matrix": { "s": [1], "model": [{ "as": "deep", "model": "acme/thinker", "reasoning": "low" }] } } ] }
        """

    @Test func `one model takes the place of the model, and of the axis where there is one`() async throws {
        var overrides = Overrides()
        overrides.models = ["acme/plain"]
        let plan = try await Bench().plan(Self.manifest, overrides)
        #expect(plan.map(\.id.rawValue) == ["a", "b[model=acme/plain]", "c[s=1,model=acme/plain]"])
        #expect(Set(plan.map(\.model.name)) == ["plain"])
    }

    @Test func `several models are an axis`() async throws {
        var overrides = Overrides()
        overrides.models = ["acme/plain", "acme/mute"]
        #expect(
            try await Bench().ids(Self.manifest, overrides) == [
                "a[model=acme/plain]", "a[model=acme/mute]", "b[model=acme/plain]", "b[model=acme/mute]",
                "c[s=1,model=acme/plain]", "c[s=1,model=acme/mute]",
            ]
        )
    }

    @Test func `variables, repeats, timeout, concurrency and budget are replaced`() async throws {
        var overrides = Overrides()
        overrides.variables = [Overrides.Variable(name: "w", value: "{{typed}}")]
        overrides.repeats = 2
        overrides.timeout = .seconds(7)
        overrides.concurrency = 3
        overrides.budget = Money(decimal: "1.5")
        let bench = try Bench()
        let jobs = try await bench.jobs(Self.manifest, overrides)
        #expect(jobs.map(\.id.rawValue).prefix(2) == ["a#1", "a#2"])
        #expect(jobs.first?.prompts == ["{{typed}}"])
        #expect(Set(jobs.map(\.timeout)) == [.seconds(7)])
        let reading = try bench.read(Self.manifest, overrides)
        #expect(reading.providers["acme"]?.concurrency == 3)
        #expect(reading.manifests.map(\.budget) == [nil])
        #expect(reading.budget?.decimal == "1.5")
    }

    @Test func `a mistake on the command line is told at the option`() throws {
        var overrides = Overrides()
        overrides.models = ["acme/plian", "plain"]
        overrides.variables = [Overrides.Variable(name: "W", value: "x")]
        overrides.repeats = 0
        let problems = try Bench().read(Self.manifest, overrides).problems
        #expect(
            problems.map { "\($0.location.file) \($0.kind) \($0.suggestion ?? "-")" } == [
                "--model invalid(Manifests.ManifestProblem.ValueRule.modelReference, \"plain\") -",
                "--model unknownModel(acme/plian) acme/plain",
                "--repeat outOfRange(\"0\", least: Optional(\"1\"), most: nil) -",
                "--var unknownVariable(\"W\") w",
            ]
        )
    }
}
