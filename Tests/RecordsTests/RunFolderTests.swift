import Conversation
import Foundation
import Records
import Testing
import TestSupport

@Suite struct RunFolderTests {
    let moment = Moment(microseconds: 1_795_331_703_000_000)

    @Test func `a run's folder is named by time, name and chance, and its owner alone may read it`() throws {
        let scratch = try Scratch()
        let runs = scratch.path(".docket/runs")
        let folder = try RunFolder.create(in: runs, name: "Nightly  init! ", at: moment, chance: 0xA3F9A)
        #expect(folder.id == RunID("20261122T071503Z-nightly-init-3f9a"))
        #expect(folder.record == runs + "/20261122T071503Z-nightly-init-3f9a/record.sqlite")
        let attributes = try FileManager.default.attributesOfItem(atPath: folder.path)
        #expect(attributes[.posixPermissions] as? Int == 0o700)
        #expect(try scratch.read(".docket/.gitignore") == "*\n")
        let again = RecordError.exists(path: folder.path)
        #expect(throws: again) {
            try RunFolder.create(in: runs, name: "nightly-init", at: moment, chance: 0x3F9A)
        }
    }

    @Test(arguments: [
        ("", "run"), ("...", "run"), ("a/../b", "a-b"), ("Übung 1", "bung-1"),
        (String(repeating: "ab-", count: 30), String(repeating: "ab-", count: 13) + "a"),
    ])
    func `a name becomes a part of a path whatever is in it`(name: String, slug: String) throws {
        let folder = try RunFolder.create(in: try Scratch().path("runs"), name: name, at: moment, chance: 1)
        #expect(folder.id.rawValue == "20261122T071503Z-\(slug)-0001")
    }

    @Test func `a folder of runs elsewhere gets no ignore file`() throws {
        let scratch = try Scratch()
        _ = try RunFolder.create(in: scratch.path("out/runs"), name: "a", at: moment, chance: 1)
        #expect(!scratch.exists("out/.gitignore"))
    }

    @Test func `runs are found by path, by name, by the beginning of one name, and the latest by nothing`()
        throws
    {
        let scratch = try Scratch()
        let runs = scratch.path("runs")
        #expect(throws: RecordError.missing(path: runs + "/latest")) { try RunFolder.find(nil, in: runs) }
        let first = try makeRun("a", second: 0, in: runs)
        let second = try makeRun("b", second: 1, in: runs)
        // Begun, but without a record yet: no run to be read.
        _ = try RunFolder.create(in: runs, name: "c", at: moment + .seconds(2), chance: 1)
        #expect(RunFolder.list(in: runs) == [second, first])
        #expect(try RunFolder.find(nil, in: runs) == second)
        #expect(try RunFolder.find(first.path, in: runs) == first)
        #expect(try RunFolder.find(first.path + "/", in: runs) == first)
        #expect(try RunFolder.find(first.id.rawValue, in: runs) == first)
        #expect(try RunFolder.find("20261122T071503Z", in: runs) == first)
        #expect(throws: RecordError.missing(path: runs + "/20261122")) {
            try RunFolder.find("20261122", in: runs)
        }
        let third = try makeRun("d", second: -9, in: runs)
        #expect(try RunFolder.find(nil, in: runs) == third)
        #expect(
            try FileManager.default.destinationOfSymbolicLink(atPath: runs + "/latest") == third.id.rawValue
        )
    }

    private func makeRun(_ name: String, second: Int, in runs: String) throws -> RunFolder {
        let folder = try RunFolder.create(in: runs, name: name, at: moment + .seconds(second), chance: 1)
        try Data().write(to: URL(filePath: folder.record))
        return folder
    }
}

@Suite struct RunLockTests {
    @Test func `who comes second is told who holds the run, until the lock is let go`() throws {
        let scratch = try Scratch()
        let folder = RunFolder(path: scratch.path)
        #expect(RunLock.holder(of: folder) == nil)
        let lock = try RunLock(of: folder)
        let holder = Int(ProcessInfo.processInfo.processIdentifier)
        #expect(throws: RecordError.busy(path: folder.path, process: holder)) { try RunLock(of: folder) }
        #expect(RunLock.holder(of: folder) == holder)
        lock.release()
        #expect(RunLock.holder(of: folder) == nil)
        let next = try RunLock(of: folder)
        next.release()
    }

    @Test func `a holder that is gone holds nothing`() throws {
        let scratch = try Scratch()
        try scratch.write("4194999\n", to: "lock")
        let folder = RunFolder(path: scratch.path)
        #expect(RunLock.holder(of: folder) == nil)
        let lock = try RunLock(of: folder)
        #expect(try scratch.read("lock") == "\(ProcessInfo.processInfo.processIdentifier)\n")
        lock.release()
    }
}
