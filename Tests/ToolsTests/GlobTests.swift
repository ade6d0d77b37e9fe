import Testing

@testable import Tools

struct GlobTests {
    @Test(arguments: [
        ("*.swift", "a.swift", true), ("*.swift", "b/a.swift", false), ("**/*.swift", "a.swift", true),
        ("**/*.swift", "x/y/a.swift", true), ("src/**", "src/a/b", true), ("src/**", "src", false),
        ("src/**/test/*.c", "src/test/a.c", true), ("src/**/test/*.c", "src/x/y/test/a.c", true),
        ("src/**/test/*.c", "src/x/test/y/a.c", false), ("a?c", "abc", true), ("a?c", "a/c", false),
        ("[a-c]x", "bx", true), ("[!a-c]x", "bx", false), ("[]]x", "]x", true), ("[ab", "[ab", true),
        ("*.{ts,tsx}", "a.tsx", true), ("*.{ts,tsx}", "a.js", false), ("{a,b/{c,d}}/e", "b/d/e", true),
        ("{a}", "{a}", true), ("*", ".env", true), ("**", "a/b/.c", true), (#"\*"#, "*", true),
        (#"\*"#, "a", false),
        ("AGENTS.md", "AGENTS.md", true), ("AGENTS.md", "sub/AGENTS.md", false), ("ü*", "über", true),
        ("a**b", "axxb", true), ("a*b*c", "aXbXbc", true),
    ])
    func `patterns match paths`(pattern: String, path: String, expected: Bool) {
        #expect(Glob(pattern, over: .path).matches(path) == expected)
    }

    @Test func `over text a star stands for anything`() {
        let glob = Glob("git push*", over: .text)
        #expect(glob.matches("git push origin a/b\n&& ls"))
        #expect(!glob.matches("cd x && git push"))
    }

    @Test func `a hostile pattern ends`() {
        let stars = String(repeating: "a*", count: 60) + "b"
        #expect(!Glob(stars, over: .text).matches(String(repeating: "a", count: 5_000)))
        let braces = String(repeating: "{a,b}", count: 40)
        #expect(!Glob(braces, over: .path).matches("c"))
    }
}
