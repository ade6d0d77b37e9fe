import GRDB

/// The record's tables, as migrations. Invariants live here, in `CHECK`, `NOT NULL` and foreign keys, so that no program
/// of whatever version can store a record that contradicts itself.
///
/// Each job writes a row or two into most tables, and each commit writes every page that it touches: tables whose key is
/// not a number are their own index, and nothing is indexed for a question that is asked once a run.
///
/// Times are microseconds since 1970, durations microseconds, money pico-dollars. `NULL` in a measured column means
/// unknown, never zero.
enum Schema {
    static var migrator: DatabaseMigrator {
        var migrator = DatabaseMigrator()
        migrator.registerMigration("1") { database in
            try database.execute(sql: tables)
            try database.execute(sql: Views.version1 + Views.version1OfCalls)
        }
        migrator.registerMigration("2") { database in
            try database.execute(sql: toldCosts)
        }
        return migrator
    }

    /// A column's few words. Not `IN (…)`: SQLite makes a temporary table of such a list each time a row is checked, which
    /// costs more than the row.
    private static func oneOf(_ column: String, _ words: String...) -> String {
        oneOf(column, words)
    }

    private static func oneOf(_ column: String, _ words: [String]) -> String {
        words.map { "\(column) = '\($0)'" }.joined(separator: " OR ")
    }

    private static let tables = run + plan + work + ledger("call", pricings: ["priced", "free"]) + callIndex

    /// Providers may say what a call cost, and name the region that multiplies it. What SQLite checks in a table cannot be
    /// changed: the ledger moves into a new one.
    private static let toldCosts =
        """
        DROP VIEW calls_v1;
        DROP VIEW runs_v1;

        """ + ledger("ledger", pricings: ["priced", "told", "free"], more: "region           TEXT,") + """
            INSERT INTO ledger SELECT *, NULL FROM call;
            DROP TABLE call;
            ALTER TABLE ledger RENAME TO call;

            """ + callIndex + Views.version1OfCalls + Views.version2OfCalls

    private static let run = """
        CREATE TABLE run (
            single          INTEGER PRIMARY KEY CHECK (single = 1),
            id              TEXT NOT NULL,
            name            TEXT NOT NULL,
            started         INTEGER NOT NULL,
            finished        INTEGER,
            state           TEXT NOT NULL CHECK (\(oneOf("state", "planning", "running", "finished", "stopped"))),
            exitCode        INTEGER,
            docket          TEXT NOT NULL,
            host            TEXT NOT NULL,
            gitRevision     TEXT,
            gitDirty        INTEGER CHECK (gitDirty IN (0, 1)),
            manifestDigest  TEXT NOT NULL,
            catalogDigest   TEXT NOT NULL,
            catalog         TEXT NOT NULL CHECK (json_valid(catalog)),
            replayed        INTEGER NOT NULL CHECK (replayed IN (0, 1)),
            date            TEXT NOT NULL,
            command         TEXT NOT NULL CHECK (json_type(command) = 'array'),
            budget          INTEGER CHECK (budget >= 0),
            settings        TEXT NOT NULL CHECK (json_valid(settings)),
            CHECK ((state = 'planning' OR state = 'running') = (finished IS NULL)),
            CHECK (finished IS NULL OR finished >= started)
        ) STRICT;

        CREATE TABLE manifest (
            number  INTEGER PRIMARY KEY,
            path    TEXT NOT NULL,
            digest  TEXT NOT NULL,
            text    TEXT NOT NULL
        ) STRICT;

        CREATE TABLE sheet (
            digest  TEXT PRIMARY KEY,
            json    TEXT NOT NULL CHECK (json_valid(json))
        ) STRICT;

        CREATE TABLE lane (
            provider     TEXT PRIMARY KEY,
            width        INTEGER NOT NULL CHECK (width > 0),
            jobs         INTEGER NOT NULL CHECK (jobs > 0),
            requests     INTEGER NOT NULL CHECK (requests >= 0),
            maxInFlight  INTEGER NOT NULL CHECK (maxInFlight >= 0),
            limited      INTEGER NOT NULL CHECK (limited >= 0),
            coolDown     INTEGER NOT NULL CHECK (coolDown >= 0)
        ) STRICT;

        """

    private static let plan = """
        CREATE TABLE template (
            number    INTEGER PRIMARY KEY,
            manifest  INTEGER NOT NULL REFERENCES manifest (number),
            name      TEXT NOT NULL,
            json      TEXT NOT NULL CHECK (json_valid(json))
        ) STRICT;

        CREATE TABLE job (
            sequence  INTEGER PRIMARY KEY,
            id        TEXT NOT NULL UNIQUE,
            template  INTEGER NOT NULL REFERENCES template (number),
            lane      TEXT NOT NULL,
            model     TEXT NOT NULL,
            vars      TEXT NOT NULL CHECK (json_type(vars) = 'object'),
            axes      TEXT NOT NULL CHECK (json_type(axes) = 'object'),
            tags      TEXT NOT NULL CHECK (json_type(tags) = 'array'),
            cluster   TEXT NOT NULL,
            repeat    INTEGER CHECK (repeat > 0),
            file      TEXT NOT NULL,
            line      INTEGER NOT NULL CHECK (line >= 0),
            column    INTEGER NOT NULL CHECK (column >= 0),
            attempt   INTEGER NOT NULL DEFAULT 0 CHECK (attempt >= 0),
            outcome   TEXT,
            facts     TEXT CHECK (json_type(facts) = 'object'),
            CHECK ((outcome IS NULL) = (facts IS NULL))
        ) STRICT;

        """

    private static let work = """
        CREATE TABLE attempt (
            job        INTEGER NOT NULL REFERENCES job (sequence),
            number     INTEGER NOT NULL CHECK (number > 0),
            started    INTEGER NOT NULL,
            workspace  TEXT CHECK (workspace IS NULL OR json_valid(workspace)),
            finished   INTEGER,
            outcome    TEXT,
            facts      TEXT CHECK (json_type(facts) = 'object'),
            answer     TEXT,
            output     TEXT CHECK (output IS NULL OR json_valid(output)),
            changed    TEXT CHECK (json_type(changed) = 'array'),
            patch      TEXT,
            PRIMARY KEY (job, number),
            CHECK ((finished IS NULL) = (outcome IS NULL)),
            CHECK ((finished IS NULL) = (facts IS NULL)),
            CHECK ((finished IS NULL) = (changed IS NULL)),
            CHECK (finished IS NULL OR finished >= started)
        ) STRICT, WITHOUT ROWID;

        CREATE TABLE session (
            id          TEXT PRIMARY KEY,
            job         INTEGER NOT NULL,
            attempt     INTEGER NOT NULL,
            parent      TEXT REFERENCES session (id),
            parentCall  TEXT,
            depth       INTEGER NOT NULL CHECK (depth >= 0),
            model       TEXT NOT NULL,
            title       TEXT NOT NULL,
            started     INTEGER NOT NULL,
            finished    INTEGER,
            FOREIGN KEY (job, attempt) REFERENCES attempt (job, number),
            CHECK ((depth = 0) = (parent IS NULL)),
            CHECK (finished IS NULL OR finished >= started)
        ) STRICT, WITHOUT ROWID;

        CREATE INDEX sessionJob ON session (job, attempt);

        CREATE TABLE entry (
            session   TEXT NOT NULL REFERENCES session (id),
            sequence  INTEGER NOT NULL CHECK (sequence >= 0),
            step      INTEGER NOT NULL CHECK (step >= 0),
            at        INTEGER NOT NULL,
            role      TEXT NOT NULL CHECK (\(oneOf("role", "system", "user", "assistant", "tool", "summary"))),
            json      TEXT NOT NULL,
            PRIMARY KEY (session, sequence)
        ) STRICT;

        CREATE TABLE toolCall (
            session    TEXT NOT NULL REFERENCES session (id),
            step       INTEGER NOT NULL CHECK (step > 0),
            call       TEXT NOT NULL,
            tool       TEXT NOT NULL,
            title      TEXT NOT NULL,
            canWrite   INTEGER NOT NULL CHECK (canWrite IN (0, 1)),
            started    INTEGER NOT NULL,
            finished   INTEGER,
            failed     INTEGER CHECK (failed IN (0, 1)),
            denied     INTEGER CHECK (denied IN (0, 1)),
            exitCode   INTEGER,
            bytes      INTEGER CHECK (bytes >= 0),
            bytesSent  INTEGER CHECK (bytesSent >= 0),
            result     TEXT,
            PRIMARY KEY (session, step, call),
            CHECK ((finished IS NULL) = (failed IS NULL)),
            CHECK ((finished IS NULL) = (denied IS NULL)),
            CHECK ((finished IS NULL) = (bytes IS NULL)),
            CHECK ((finished IS NULL) = (bytesSent IS NULL)),
            CHECK (finished IS NOT NULL OR result IS NULL),
            CHECK (finished IS NULL OR finished >= started)
        ) STRICT;

        CREATE TABLE "check" (
            job      INTEGER NOT NULL,
            attempt  INTEGER NOT NULL,
            number   INTEGER NOT NULL CHECK (number >= 0),
            kind     TEXT NOT NULL,
            passed   INTEGER CHECK (passed IN (0, 1)),
            score    REAL,
            detail   TEXT,
            PRIMARY KEY (job, attempt, number),
            FOREIGN KEY (job, attempt) REFERENCES attempt (job, number)
        ) STRICT, WITHOUT ROWID;

        """

    /// - Parameters:
    ///   - name: the table's.
    ///   - pricings: the words of a call whose cost is known.
    ///   - more: a further column, which must come last for rows to move.
    /// - Returns: the table's definition.
    private static func ledger(_ name: String, pricings: [String], more: String = "") -> String {
        """
        CREATE TABLE \(name) (
            number           INTEGER PRIMARY KEY,
            job              INTEGER NOT NULL,
            attempt          INTEGER NOT NULL,
            session          TEXT NOT NULL REFERENCES session (id),
            step             INTEGER NOT NULL CHECK (step >= 0),
            purpose          TEXT NOT NULL
                CHECK (\(oneOf("purpose", "agent", "summary", "title", "judge", "repair", "warmup"))),
            depth            INTEGER NOT NULL CHECK (depth >= 0),
            provider         TEXT NOT NULL,
            modelAsked       TEXT NOT NULL,
            try              INTEGER NOT NULL CHECK (try > 0),
            permitWait       INTEGER NOT NULL CHECK (permitWait >= 0),
            sent             INTEGER NOT NULL,
            reserved         INTEGER CHECK (reserved >= 0),
            state            TEXT NOT NULL
                CHECK (\(oneOf("state", "open", "answered", "failed", "cut", "interrupted"))),
            ended            INTEGER,
            modelAnswered    TEXT,
            stopReason       TEXT,
            errorKind        TEXT,
            errorMessage     TEXT,
            status           INTEGER,
            requestID        TEXT,
            firstByte        INTEGER CHECK (firstByte >= 0),
            firstToken       INTEGER CHECK (firstToken >= 0),
            usageRaw         TEXT,
            usagePartial     INTEGER CHECK (usagePartial IN (0, 1)),
            input            INTEGER CHECK (input >= 0),
            cacheRead        INTEGER CHECK (cacheRead >= 0),
            cacheWriteShort  INTEGER CHECK (cacheWriteShort >= 0),
            cacheWriteLong   INTEGER CHECK (cacheWriteLong >= 0),
            output           INTEGER CHECK (output >= 0),
            reasoning        INTEGER CHECK (reasoning >= 0),
            tier             TEXT,
            sheet            TEXT REFERENCES sheet (digest),
            pricing          TEXT CHECK (\(oneOf("pricing", pricings + ["unpriced", "unknownUsage"]))),
            cost             INTEGER CHECK (cost >= 0),
            replayed         INTEGER CHECK (replayed IN (0, 1)),
            \(more)
            FOREIGN KEY (job, attempt) REFERENCES attempt (job, number),
            CHECK ((state = 'open') = (ended IS NULL)),
            CHECK ((state = 'open') = (pricing IS NULL)),
            CHECK ((state = 'answered') = (stopReason IS NOT NULL)),
            CHECK ((state IN ('failed', 'cut')) = (errorKind IS NOT NULL)),
            CHECK ((cost IS NOT NULL) = (pricing IS NOT NULL AND (\(oneOf("pricing", pricings))))),
            CHECK (pricing IS NOT 'priced' OR (input IS NOT NULL AND sheet IS NOT NULL)),
            CHECK ((input IS NULL) = (usagePartial IS NULL)),
            CHECK ((input IS NULL) = (cacheRead IS NULL)),
            CHECK ((input IS NULL) = (cacheWriteShort IS NULL)),
            CHECK ((input IS NULL) = (cacheWriteLong IS NULL)),
            CHECK ((input IS NULL) = (output IS NULL)),
            CHECK ((input IS NULL) = (reasoning IS NULL)),
            CHECK (ended IS NULL OR ended >= sent)
        ) STRICT;

        """
    }

    private static let callIndex = """
        CREATE INDEX callJob ON call (job, attempt);

        """
}
