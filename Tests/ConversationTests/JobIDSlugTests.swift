import Conversation
import Testing

struct JobIDSlugTests {
    @Test(arguments: [
        ("explain-actors[model=mini-high]#3", "explain-actors-model-mini-high-3"),
        ("Über/../etc", "ber-..-etc"), ("..hidden", "hidden"), ("--a  b--", "a-b"), ("日本", ""), ("", ""),
        (String(repeating: "x", count: 100), String(repeating: "x", count: 80)),
        (String(repeating: "x", count: 79) + "/y", String(repeating: "x", count: 79)),
    ])
    func `a slug holds what a file name can, and tells all IDs apart`(id: String, name: String) {
        let digits = Digest(of: id).prefix(8)
        #expect(JobID(id).slug == (name.isEmpty ? digits : name + "-" + digits))
    }

    @Test func `IDs that differ in letters a file name lacks have slugs of their own`() {
        #expect(JobID("a/b").slug != JobID("a b").slug)
        #expect(JobID("A").slug != JobID("a").slug)
    }
}
