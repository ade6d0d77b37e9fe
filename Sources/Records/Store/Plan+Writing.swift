import Catalog
import Conversation
import GRDB

extension RunRecord {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO run (single, id, name, started, finished, state, exitCode, docket, host, gitRevision, gitDirty,
                manifestDigest, catalogDigest, catalog, replayed, date, command, budget, settings)
            VALUES (1, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                id.rawValue, name, started.microseconds, finished?.microseconds, state.rawValue, exitCode,
                docket,
                host, gitRevision, gitDirty, manifestDigest.rawValue, catalogDigest.rawValue, catalog.text,
                isReplayed, date, JSONValue.array(command.map(JSONValue.string)).text, budget?.picodollars,
                settings.text,
            ]
        )
    }
}

extension ManifestRecord {
    func insert(_ database: Database) throws {
        try database.run(
            "INSERT INTO manifest (number, path, digest, text) VALUES (?, ?, ?, ?)",
            [number, path, digest.rawValue, text]
        )
    }
}

extension TemplateRecord {
    func insert(_ database: Database) throws {
        try database.run(
            "INSERT INTO template (number, manifest, name, json) VALUES (?, ?, ?, ?)",
            [number, manifest, name, json.text]
        )
    }
}

extension PlannedJob {
    func insert(_ database: Database) throws {
        try database.run(
            """
            INSERT INTO job (sequence, id, template, lane, model, vars, axes, tags, cluster, repeat, file, line, column)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                sequence, id.rawValue, template, lane.rawValue, model.description,
                JSONValue.object(vars).text,
                JSONValue.object(axes).text, JSONValue.array(tags.map(JSONValue.string)).text, cluster,
                repeatNumber, source.file, source.line, source.column,
            ]
        )
    }
}
