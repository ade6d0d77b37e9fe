import Conversation
import TestSupport
import Testing

@testable import Manifests

/// IDs and the plan's order.
struct PlanTests {
    @Test func `a job alone has its ID alone`() async throws {
        #expect(try await Bench().ids(Bench.manifest("")) == ["a"])
        #expect(try await Bench().ids(Bench.manifest("\"repeat\": 3")) == ["a#1", "a#2", "a#3"])
        #expect(try await Bench().ids(Bench.manifest("\"repeat\": 1")) == ["a#1"])
    }

    @Test func `rows come first, then cells with the last axis fastest, then repeats`() async throws {
        let ids = try await Bench().ids(
            """
            { "docket": 1, "jobs": [
              { "id": "say-{{w}}", "prompt": "{{w}} {{s}}", "repeat": 2,
                "data": [{ "w": "x" }, { "w": "y" }],
                "matrix": { "model": ["acme/plain", { "as": "mute", "model": "acme/mute" }], "s": ["t", 1] } },
              { "id": "b", "model": "acme/plain", "prompt": "x" } ] }
            """
        )
        #expect(
            ids == [
                "say-x[model=acme/plain,s=t]#1", "say-x[model=acme/plain,s=t]#2",
                "say-x[model=acme/plain,s=1]#1",
                "say-x[model=acme/plain,s=1]#2", "say-x[model=mute,s=t]#1", "say-x[model=mute,s=t]#2",
                "say-x[model=mute,s=1]#1", "say-x[model=mute,s=1]#2", "say-y[model=acme/plain,s=t]#1",
                "say-y[model=acme/plain,s=t]#2", "say-y[model=acme/plain,s=1]#1",
                "say-y[model=acme/plain,s=1]#2",
                "say-y[model=mute,s=t]#1", "say-y[model=mute,s=t]#2", "say-y[model=mute,s=1]#1",
                "say-y[model=mute,s=1]#2", "b",
            ]
        )
    }

    @Test func `a row without a column in the ID is named by its id or its digest`() async throws {
        let ids = try await Bench().ids(
            Bench.manifest(
                """
                "system": "{{w}}", "data": [{ "w": "x", "n": 1 }, { "id": "second", "w": "y" }, { "n": 1, "w": "x", "id": 7 }]
                """
            )
        )
        let digest = Digest(of: "{\"n\":1,\"w\":\"x\"}").prefix(8)
        #expect(ids == ["a:\(digest)", "a:second", "a:7"])
    }

    @Test func `an inserted row renames no other, and a matrix comes behind the row`() async throws {
        func ids(_ rows: String) async throws -> [String] {
            try await Bench().ids(
                Bench.manifest("\"system\": \"{{w}}\", \"data\": [\(rows)], \"matrix\": { \"s\": [1] }")
            )
        }
        let before = try await ids("{ \"w\": \"x\" }, { \"w\": \"z\" }")
        let after = try await ids("{ \"w\": \"x\" }, { \"w\": \"y\" }, { \"w\": \"z\" }")
        #expect([after[0], after[2]] == before)
        #expect(before.allSatisfy { $0.hasPrefix("a:") && $0.hasSuffix("[s=1]") && $0.count == 15 })
    }

    @Test func `a planned job knows its template, row, axes, tags and line`() async throws {
        let bench = try Bench()
        let plan = try await bench.plan(
            """
            { "docket": 1, "defaults": { "tags": ["all"] }, "jobs": [
              { "id": "zero", "model": "acme/plain", "prompt": "x" },
              { "prompt": "{{w}}", "tags": ["t-{{w}}", "{{s}}"],
                "id": "one", "data": [{ "w": "x", "m": "mute" }], "model": "acme/{{m}}", "repeat": 1, "matrix": { "s": ["q"] } } ] }
            """
        )
        let digest = Digest(of: "{\"m\":\"mute\",\"w\":\"x\"}").prefix(8)
        let values = JSONValue.object(
            JSONObject([.init(key: "w", value: "x"), .init(key: "m", value: "mute")])
        )
        #expect(
            plan[1]
                == PlannedJob(
                    id: JobID("one:\(digest)[s=q]#1"),
                    template: 1,
                    model: ModelReference(provider: "acme", name: "mute"),
                    vars: values.object ?? JSONObject(),
                    repetition: 1,
                    axes: [AxisLabel(axis: "s", label: "q")],
                    tags: ["all", "t-x", "q"],
                    source: SourceLine(file: bench.scratch.path("m.json"), line: 4)
                )
        )
    }

    @Test func `a limit takes the first rows of each job`() async throws {
        let plan = try await Bench().plan(
            """
            { "docket": 1, "jobs": [
              { "id": "a-{{w}}", "model": "acme/plain", "prompt": "x", "repeat": 2, "data": [{ "w": 1 }, { "w": 2 }] },
              { "id": "b-{{w}}", "model": "acme/plain", "prompt": "x", "data": [{ "w": 1 }, { "w": 2 }] },
              { "id": "c", "model": "acme/plain", "prompt": "x" } ] }
            """,
            firstRows: 1
        )
        #expect(plan.map(\.id.rawValue) == ["a-1#1", "a-1#2", "b-1", "c"])
    }

    @Test func `what the receiver throws ends the plan`() async throws {
        struct Stop: Error {}
        let reading = try Bench().read(Bench.manifest("\"repeat\": 9"))
        var count = 0
        await #expect(throws: Stop.self) {
            _ = try await reading.forEachJob { _ throws(Stop) in
                count += 1
                if count == 3 { throw Stop() }
            }
        }
        #expect(count == 3)
    }

    @Test func `an ID is used once in a run`() async throws {
        let bench = try Bench()
        let first = try bench.scratch.write(Bench.manifest(""), to: "one.json")
        let second = try bench.scratch.write(Bench.manifest(""), to: "two.json")
        let problems = await bench.reader.problems(paths: [first, second])
        #expect(problems.map(\.kind) == [.doubledID("a", file: first, line: 2)])
        #expect(problems.map(\.location.file) == [second])
    }

    @Test func `an ID that a row makes impossible is that row's problem`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a-{{w}}", "model": "acme/plain", "prompt": "x",
              "data": [{ "w": "fine" }, 1️⃣{ "w": "a#b" }, 2️⃣{ "w": "" }, 3️⃣{ "v": "x" }] },
              { "id": 4️⃣"b[c]", "model": "acme/plain", "prompt": "x" }] }
            """
        )
        #expect(
            found == [
                Found(1, .invalid(.jobID, "a-a#b")), Found(3, .rowLacks("w")),
                Found(4, .invalid(.jobID, "b[c]")),
            ]
        )
    }

    @Test func `a model that only the row knows is looked at row by row`() async throws {
        let found = try await Bench().found(
            """
            { "docket": 1, "jobs": [{ "id": "a-{{w}}", "model": "acme/{{w}}", "prompt": "x", "temperature": 1,
              "timeout": "{{t}}", "data": [{ "w": "plain", "t": "1s" }, 1️⃣{ "w": "thinker", "t": "1s" },
                2️⃣{ "w": "none", "t": "soon" }] }] }
            """
        )
        #expect(
            found == [
                Found(1, .refusesTemperature(ModelReference(provider: "acme", name: "thinker"))),
                Found(2, .invalid(.duration, "soon")),
                Found(2, .unknownModel(ModelReference(provider: "acme", name: "none"))),
            ]
        )
    }
}
