import Conversation
import Foundation
import GRDB
import Synchronization
import Testing
import TestSupport

@testable import Records

@Suite struct StoreTests {
    @Test func `every commit is synchronized in full to a write-ahead log with foreign keys on`() async throws
    {
        let sample = try await SampleRun()
        for store in [sample.store, try reopened(sample)] {
            let settings = try await store.record.pool.writeWithoutTransaction { database in
                try ["journal_mode", "synchronous", "foreign_keys", "busy_timeout"].map {
                    try String.fetchOne(database, sql: "PRAGMA \($0)")
                }
            }
            #expect(settings == ["wal", "2", "1", "10000"])
        }
    }

    @Test func `changes of many tasks are all written, each once`() async throws {
        let sample = try await SampleRun.begun()
        let store = sample.store
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in 0..<64 {
                group.addTask {
                    for index in 0..<10 {
                        let entry = EntryRecord(
                            session: SampleRun.session,
                            sequence: task * 10 + index,
                            step: 1,
                            at: .later(index),
                            entry: .user("\(task)")
                        )
                        try await store.commit(.entryAdded(entry))
                    }
                }
            }
            try await group.waitForAll()
        }
        let written = try await store.record.entries(of: SampleRun.session)
        #expect(written.map(\.sequence) == Array(0..<640))
        #expect(written.map(\.entry) == (0..<640).map { .user("\($0 / 10)") })
    }

    @Test func `changes that wait behind a commit are written in one transaction`() async throws {
        let sample = try await SampleRun.begun()
        let store = sample.store
        let before = store.commitCount
        let (gate, opener) = AsyncStream.makeStream(of: Void.self)
        let isBlocked = DispatchSemaphore(value: 0)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                try await store.perform { _ in
                    opener.finish()
                    isBlocked.wait()
                }
            }
            for await _ in gate {}
            for index in 0..<100 {
                group.addTask {
                    try await store.commit(.titleSet(SampleRun.session, "\(index)"))
                }
            }
            while store.waitingCount < 100 { await Task.yield() }
            isBlocked.signal()
            try await group.waitForAll()
        }
        #expect(store.commitCount == before + 2)
    }

    @Test func `several changes are written together or not at all`() async throws {
        let sample = try await SampleRun.begun()
        await #expect(throws: RecordError.rejected(message: "the record has no session ses_none")) {
            try await sample.store.commit([
                .titleSet(SampleRun.session, "changed"), .titleSet(SessionID("ses_none"), "x"),
            ])
        }
        let sessions = try await sample.store.record.sessions(of: SampleRun.job, attempt: 1)
        #expect(sessions == [SampleRun.rootSession])
    }

    @Test func `a change that is refused takes no other change of the same transaction with it`() async throws
    {
        let sample = try await SampleRun.begun()
        let store = sample.store
        let refused = await withTaskGroup(of: Int?.self) { group in
            for index in 0..<50 {
                group.addTask {
                    let session = index % 10 == 0 ? SessionID("ses_none") : SampleRun.session
                    let entry = EntryRecord(
                        session: session,
                        sequence: index,
                        step: 1,
                        at: .later(0),
                        entry: .user("")
                    )
                    do {
                        try await store.commit(.entryAdded(entry))
                        return nil
                    } catch {
                        return index
                    }
                }
            }
            return await group.reduce(into: [Int]()) { refused, index in
                if let index { refused.append(index) }
            }
        }
        #expect(refused.sorted() == [0, 10, 20, 30, 40])
        let written = try await store.record.entries(of: SampleRun.session).map(\.sequence)
        #expect(written == (0..<50).filter { $0 % 10 != 0 })
    }

    @Test func `a cancelled task's change is written all the same, and can be read by it`() async throws {
        let sample = try await SampleRun.begun()
        let store = sample.store
        let title = try await withThrowingTaskGroup(of: String?.self) { group in
            group.addTask {
                withUnsafeCurrentTask { $0?.cancel() }
                try await store.commit(.titleSet(SampleRun.session, "cancelled"))
                return try await store.record.sessions(of: SampleRun.job, attempt: 1).first?.title
            }
            return try await group.next() ?? nil
        }
        #expect(title == "cancelled")
    }

    @Test func `what was committed is there when another process opens the record that was never closed`()
        async throws
    {
        let sample = try await SampleRun.begun(jobs: 3)
        // A copy of the files as they lie there is what a killed process leaves behind.
        for suffix in ["", "-wal"] {
            try FileManager.default.copyItem(
                atPath: sample.scratch.path("record.sqlite" + suffix),
                toPath: sample.scratch.path("left.sqlite" + suffix)
            )
        }
        let left = try Store.open(at: sample.scratch.path("left.sqlite"))
        #expect(try await left.record.sessions(of: SampleRun.job, attempt: 1) == [SampleRun.rootSession])
        #expect(try await left.record.jobs(limit: 9).count == 3)
        #expect(try await left.record.integrityProblems() == [])
    }

    @Test func `once closed, the one file is complete`() async throws {
        let sample = try await SampleRun.begun(jobs: 3)
        let reader = try Record(reading: sample.scratch.path("record.sqlite"))
        try await sample.store.close()
        try FileManager.default.copyItem(
            atPath: sample.scratch.path("record.sqlite"),
            toPath: sample.scratch.path("copy.sqlite")
        )
        let copy = try Record(reading: sample.scratch.path("copy.sqlite"))
        #expect(try await copy.sessions(of: SampleRun.job, attempt: 1) == [SampleRun.rootSession])
        #expect(try await copy.run() == SampleRun.run)
        #expect(try await reader.run() == SampleRun.run)
    }

    @Test func `call numbers go on where the record left them`() async throws {
        let sample = try await SampleRun.begun()
        let first = sample.callStart()
        try await sample.store.commit(.callStarted(first))
        let second = try reopened(sample).nextCallNumber()
        #expect([first.number.rawValue, second.rawValue] == [1, 2])
    }

    @Test func `a record is not made where one is, nor opened where none is`() async throws {
        let sample = try await SampleRun()
        let path = sample.scratch.path("record.sqlite")
        let absent = sample.scratch.path("absent.sqlite")
        #expect(throws: RecordError.exists(path: path)) { try Store.create(at: path, run: SampleRun.run) }
        #expect(throws: RecordError.missing(path: absent)) { try Store.open(at: absent) }
        #expect(throws: RecordError.missing(path: absent)) { try Record(reading: absent) }
    }

    @Test func `a file that is no record is called damaged`() async throws {
        let scratch = try Scratch()
        let path = try scratch.write(String(repeating: "not a database, ", count: 100), to: "record.sqlite")
        #expect(throws: RecordError.damaged(path: path, message: "file is not a database")) {
            try Record(reading: path)
        }
    }

    @Test func `a record of a later version is left alone`() async throws {
        let sample = try await SampleRun()
        try await sample.store.perform { database in
            try database.execute(sql: "INSERT INTO grdb_migrations (identifier) VALUES ('3')")
        }
        let path = sample.scratch.path("record.sqlite")
        #expect(throws: RecordError.newer(path: path)) { try Store.open(at: path) }
        #expect(throws: RecordError.newer(path: path)) { try Record(reading: path) }
    }

    private func reopened(_ sample: SampleRun) throws -> Store {
        try Store.open(at: sample.scratch.path("record.sqlite"))
    }
}
