import Conversation
import Foundation
import Testing

struct IdentifierTests {
    @Test func `session IDs sort by the time at which sessions began`() {
        let moments: [Int64] = [0, 1, 15, 16, 4_095, 1_795_331_704_120_999, 1_795_331_704_121_000, .max]
        let ids = moments.map { SessionID(at: Moment(microseconds: $0), chance: .max / UInt64($0 % 7 + 1)) }
        #expect(ids == ids.sorted())
        #expect(Set(ids.map(\.rawValue.count)) == [30])
        #expect(
            SessionID(at: Moment(microseconds: 255), chance: 0xAB_CDEF).rawValue
                == "ses_00000000000000ff0000abcdef"
        )
    }

    @Test func `sessions that begin in the same microsecond differ by chance`() {
        let moment = Moment(microseconds: 7)
        #expect(SessionID(at: moment, chance: 1) != SessionID(at: moment, chance: 2))
    }

    @Test func `a model is split from its provider at the first slash`() throws {
        let reference = try #require(ModelReference("groq/openai/gpt-oss-120b"))
        #expect(reference == ModelReference(provider: ProviderID("groq"), name: "openai/gpt-oss-120b"))
        #expect(reference.description == "groq/openai/gpt-oss-120b")
    }

    @Test(arguments: ["", "/", "model", "/model", "provider/"])
    func `what lacks a provider or a name is no model`(text: String) {
        #expect(ModelReference(text) == nil)
    }

    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
    ])
    func `digests are SHA-256`(text: String, digest: String) {
        #expect(Digest(of: text).rawValue == digest)
        #expect(Digest(of: text).prefix(8) == String(digest.prefix(8)))
    }

    @Test func `coders write an identifier as its text`() throws {
        let data = try JSONEncoder().encode([JobID("explain#1")])
        #expect(String(decoding: data, as: UTF8.self) == ##"["explain#1"]"##)
        #expect(try JSONDecoder().decode([JobID].self, from: data) == [JobID("explain#1")])
    }

    @Test func `a job's files are named by a slug that differs where the ID does`() {
        let id = JobID("Explain actors[model=mini-high]#3")
        #expect(id.slug == "explain-actors-model-mini-high-3-" + Digest(of: id.rawValue).prefix(8))
        #expect(JobID("a b").slug != JobID("a-b").slug)
        #expect(JobID("A").slug != JobID("a").slug)
        #expect(JobID(String(repeating: "long ", count: 100)).slug.utf8.count <= 89)
        #expect(JobID("../../etc/passwd").slug.contains("/") == false)
    }

    @Test func `a secret has no text but for the one who sends it`() {
        let secret = Secret("sk-canary")
        var dumped = ""
        dump([secret], to: &dumped)
        let texts = [
            "\(secret)", String(reflecting: secret), String(describing: [secret]), dumped,
            "\(Optional(secret) as Any)",
        ]
        for text in texts { #expect(!text.contains("canary")) }
        #expect(secret.reveal() == "sk-canary")
    }
}
