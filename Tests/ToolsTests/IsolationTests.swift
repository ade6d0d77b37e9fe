import Foundation
import TestSupport
import Testing

@testable import Tools

struct IsolationTests {
    private let scratch: Scratch
    private let isolator: Isolator

    init() throws {
        scratch = try Scratch()
        isolator = Isolator(
            scratch: scratch.path("made"),
            locks: scratch.path("locks"),
            environment: Bench.environment
        )
    }

    private func shell(_ command: String, in folder: String = "") async throws -> String {
        var environment = Bench.environment
        for (who, value) in [("AUTHOR", "A"), ("COMMITTER", "C")] {
            environment["GIT_\(who)_NAME"] = value
            environment["GIT_\(who)_EMAIL"] = "\(value)@example.org"
        }
        let result = try await ProcessRunner().collect(
            .shell("set -e; " + command, in: scratch.path(folder), environment: environment)
        )
        #expect(
            result.end == .exited(0),
            "\(command): \(String(decoding: result.errorOutput, as: UTF8.self))"
        )
        return String(decoding: result.output, as: UTF8.self)
    }

    /// All files of a folder with their modes, targets, times and contents.
    private func fingerprint(_ folder: String) async throws -> String {
        try await shell(
            "find . -exec stat -c '%n %f %Y %s' {} + | sort; find . -type f -exec sha256sum {} + | sort; find . -type l -exec readlink {} +",
            in: folder
        )
    }

    private func repository() async throws {
        try scratch.write("one\ntwo\n", to: "repo/a.txt")
        try scratch.write("ignored.log\nkept.log\n", to: "repo/.gitignore")
        try scratch.write("kept\n", to: "repo/kept.log")
        try scratch.write("#!/bin/sh\n", to: "repo/packages/app/run.sh")
        _ = try await shell(
            """
            chmod 755 packages/app/run.sh; git init -q -b main .; git add -A; git add -f kept.log; git commit -qm first
            git remote add origin https://token@example.org/x.git
            git config http.https://example.org/.extraheader 'AUTHORIZATION: basic c2VjcmV0'
            """,
            in: "repo"
        )
        try scratch.write("noise\n", to: "repo/ignored.log")
    }

    private func specification(
        _ path: String,
        _ isolation: WorkspaceSpecification.Isolation,
        ref: String? = nil,
        setup: [String] = []
    ) -> WorkspaceSpecification {
        WorkspaceSpecification(path: scratch.path(path), isolation: isolation, ref: ref, setup: setup)
    }

    private func apply(_ patch: [UInt8], in folder: String) async throws {
        try Data(patch).write(to: URL(filePath: scratch.path("patch")))
        _ = try await shell("git apply --whitespace=nowarn ../patch", in: folder)
    }

    @Test func `a copy of a plain folder gives a patch, and the original stays as it was`() async throws {
        try scratch.write("one\r\ntwo\r\n", to: "plain folder/a b/ü\n.txt")
        try scratch.write("x", to: "plain folder/gone.txt")
        _ = try await shell(
            "ln -s 'a b' link; chmod 640 gone.txt; printf 'a\\0b' > bin; printf '* text=auto\\n' > .gitattributes",
            in: "plain folder"
        )
        let before = try await fingerprint("plain folder")
        let prepared = try await isolator.prepare(specification("plain folder", .copy), name: "job")
        let root = prepared.workspace.root
        #expect(try await fingerprint("made/job/tree") == before)
        #expect(!FileManager.default.fileExists(atPath: root + "/.git"))
        #expect(try await prepared.changedFiles() == [])
        #expect(try await prepared.patch() == nil)
        _ = try await shell(
            """
            printf 'three\\r\\n' >> 'a b/ü
            .txt'; rm gone.txt; chmod 755 bin; printf 'c\\0d' > new.bin; mkdir -p x/y; echo new > x/y/z; touch empty
            """,
            in: "made/job/tree"
        )
        #expect(
            try await prepared.changedFiles()
                == ["a b/ü\n.txt", "bin", "empty", "gone.txt", "new.bin", "x/y/z"]
        )
        let patch = try #require(try await prepared.patch())
        #expect(try await fingerprint("plain folder") == before)
        // The patch makes the original what the copy is.
        _ = try await shell("cp -a 'plain folder' twin; cd twin; git init -q .")
        try await apply(patch, in: "twin")
        _ = try await shell("rm -rf twin/.git; diff -r --no-dereference twin made/job/tree")
        #expect(try await shell("stat -c %a twin/bin") == "755\n")
        try await prepared.discard()
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("made")) == [])
    }

    @Test func `a copy of a repository has its dirt and none of its remotes`() async throws {
        try await repository()
        try scratch.write("one\ntwo\ndirty\n", to: "repo/a.txt")
        try scratch.write("untracked\n", to: "repo/u.txt")
        let before = try await fingerprint("repo")
        let prepared = try await isolator.prepare(specification("repo", .copy), name: "job")
        #expect(try await fingerprint("repo") == before)
        #expect(
            prepared.commit
                == (try await shell("git rev-parse HEAD", in: "repo").trimmingCharacters(in: .newlines))
        )
        #expect(
            try await shell(
                "git remote; git config --list --local | grep -c -e extraheader -e token || true",
                in: "made/job/tree"
            ) == "0\n"
        )
        #expect(try await prepared.changedFiles() == [])
        // What the agent commits is a change like any other; what is tracked is looked at though it is ignored.
        _ = try await shell(
            "git add -A; git commit -qm agent; echo more > b.txt; echo x >> kept.log; echo y > ignored.log",
            in: "made/job/tree"
        )
        #expect(try await prepared.changedFiles() == ["b.txt", "kept.log"])
        let patch = String(decoding: try #require(try await prepared.patch()), as: UTF8.self)
        #expect(patch.contains("+more"))
        #expect(!patch.contains("dirty"))
        #expect(try await fingerprint("repo") == before)
    }

    @Test func `a worktree starts from a commit, and leaves the files of the original alone`() async throws {
        try await repository()
        _ = try await shell("git tag v1; echo three >> a.txt; git commit -qam second", in: "repo")
        let status = try await shell(
            "git status --porcelain; git rev-parse HEAD; git branch -a; cat a.txt",
            in: "repo"
        )
        let first = try await isolator.prepare(specification("repo", .worktree, ref: "v1"), name: "one")
        let second = try await isolator.prepare(specification("repo/packages/app", .worktree), name: "two")
        #expect(try String(contentsOfFile: first.workspace.root + "/a.txt", encoding: .utf8) == "one\ntwo\n")
        #expect(second.prefix == "packages/app")
        #expect(second.workspace.root.hasSuffix("/two/tree/packages/app"))
        #expect(first.commit != second.commit)
        try Data("echo\n".utf8).write(to: URL(filePath: second.workspace.root + "/new.sh"))
        #expect(try await second.changedFiles() == ["new.sh"])
        #expect(try await first.changedFiles() == [])
        let patch = try #require(try await second.patch())
        try await apply(patch, in: "repo/packages/app/../..")
        #expect(scratch.exists("repo/new.sh"))
        _ = try await shell("rm new.sh", in: "repo")
        try await first.discard()
        try await second.discard()
        #expect(
            try await shell(
                "git status --porcelain; git rev-parse HEAD; git branch -a; cat a.txt",
                in: "repo"
            ) == status
        )
        #expect(
            try await shell("git worktree list | wc -l", in: "repo").trimmingCharacters(
                in: .whitespacesAndNewlines
            ) == "1"
        )
    }

    @Test func `what cannot be isolated is refused with its reason`() async throws {
        try await repository()
        func refusal(_ specification: WorkspaceSpecification) async -> WorkspaceError? {
            do throws(WorkspaceError) {
                _ = try await isolator.prepare(specification, name: "job")
                return nil
            } catch {
                return error
            }
        }
        let path = scratch.path("repo")
        #expect(
            await refusal(specification("repo", .worktree, ref: "nope")) == .unknownRef("nope", path: path)
        )
        try scratch.write("dirty", to: "repo/a.txt")
        try scratch.write("new", to: "repo/new.txt")
        #expect(
            await refusal(specification("repo", .worktree))
                == .dirty(path: path, files: ["a.txt", "new.txt"])
        )
        try scratch.write("x", to: "plain/x")
        #expect(
            await refusal(specification("plain", .worktree)) == .notARepository(path: scratch.path("plain"))
        )
        #expect(await refusal(specification("gone", .copy)) == .missing(path: scratch.path("gone")))
        #expect(
            await refusal(specification("plain", .copy, setup: ["echo no >&2; exit 3"]))
                == .setup("echo no >&2; exit 3", message: "exit code 3\nno\n")
        )
    }

    @Test func `setup is no part of what changed`() async throws {
        try scratch.write("x", to: "plain/x")
        let prepared = try await isolator.prepare(
            specification("plain", .copy, setup: ["echo made > made.txt"]),
            name: "job"
        )
        #expect(
            try String(contentsOfFile: prepared.workspace.root + "/made.txt", encoding: .utf8) == "made\n"
        )
        #expect(try await prepared.changedFiles() == [])
    }

    @Test func `in place, changes are told of and nothing is left`() async throws {
        try scratch.write("x", to: "plain/x")
        let prepared = try await isolator.prepare(specification("plain", .none), name: "job")
        #expect(prepared.workspace.root == scratch.path("plain"))
        try scratch.write("y", to: "plain/y")
        #expect(try await prepared.changedFiles() == ["y"])
        try await prepared.discard()
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: scratch.path("plain")).sorted() == ["x", "y"]
        )
        var still = specification("plain", .none)
        still.canChange = false
        let quiet = try await isolator.prepare(still, name: "quiet")
        try scratch.write("z", to: "plain/z")
        #expect(try await quiet.changedFiles() == [])
        #expect(!scratch.exists("made/quiet/base.git"))
    }

    @Test func `a ready workspace is found again, half of one is not`() async throws {
        try await repository()
        let copy = specification("repo", .copy)
        let prepared = try await isolator.prepare(copy, name: "job")
        try Data("x".utf8).write(to: URL(filePath: prepared.workspace.root + "/new.txt"))
        let again = Isolator(
            scratch: scratch.path("made"),
            locks: scratch.path("locks"),
            environment: Bench.environment
        )
        let found = try #require(again.existing(copy, name: "job", outputs: scratch.path("outputs")))
        #expect(found.workspace.outputs == scratch.path("outputs"))
        #expect(found.commit == prepared.commit)
        #expect(try await found.changedFiles() == ["new.txt"])
        #expect(again.existing(specification("repo", .worktree), name: "job") == nil)
        #expect(again.existing(copy, name: "other") == nil)
        try FileManager.default.removeItem(atPath: scratch.path("made/job/ready"))
        #expect(again.existing(copy, name: "job") == nil)
        // What is left of it is no hindrance.
        let anew = try await again.prepare(copy, name: "job")
        #expect(try await anew.changedFiles() == [])
        #expect(!FileManager.default.fileExists(atPath: anew.workspace.root + "/new.txt"))
    }

    @Test func `a sweep takes worktrees off their repository`() async throws {
        try await repository()
        for name in ["one", "two", "three"] {
            _ = try await isolator.prepare(specification("repo", .worktree), name: name)
        }
        // As a killed process leaves it: not ready, its tree gone.
        try FileManager.default.removeItem(atPath: scratch.path("made/one/ready"))
        try FileManager.default.removeItem(atPath: scratch.path("made/one/tree"))
        await isolator.sweep(keeping: ["three"])
        #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path("made")) == ["three"])
        #expect(
            try await shell("git worktree list --porcelain | grep -c '^worktree'", in: "repo") == "2\n"
        )
    }

    @Test func `worktrees are made at once without a lock failure`() async throws {
        try await repository()
        let (isolator, specification) = (isolator, specification("repo", .worktree))
        let errors = await withTaskGroup(of: WorkspaceError?.self) { group in
            for number in 0..<8 {
                group.addTask {
                    do throws(WorkspaceError) {
                        let prepared = try await isolator.prepare(specification, name: "job\(number)")
                        try await prepared.discard()
                        return nil
                    } catch {
                        return error
                    }
                }
            }
            return await group.reduce(into: [WorkspaceError]()) { if let error = $1 { $0.append(error) } }
        }
        #expect(errors == [])
    }

    @Test func `a linked worktree's copy does not reach the original's state`() async throws {
        try await repository()
        _ = try await shell("git worktree add -q ../linked", in: "repo")
        let prepared = try await isolator.prepare(specification("linked", .copy), name: "job")
        #expect(!FileManager.default.fileExists(atPath: prepared.workspace.root + "/.git"))
        #expect(prepared.commit != nil)
        #expect(try await prepared.changedFiles() == [])
    }
}
