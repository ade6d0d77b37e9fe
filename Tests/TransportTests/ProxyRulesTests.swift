import Testing
import Transport

struct ProxyRulesTests {
    private func proxy(_ address: String, _ environment: [String: String]) throws(NetworkProblem)
        -> ProxyRules.Proxy?
    {
        try ProxyRules(environment).proxy(for: address)
    }

    @Test func `takes the variable of the address's scheme`() throws {
        let environment = ["HTTPS_PROXY": "http://secure:3128", "HTTP_PROXY": "http://plain:8080"]
        #expect(
            try proxy("https://api.example.com", environment) == ProxyRules.Proxy(host: "secure", port: 3128)
        )
        #expect(
            try proxy("http://api.example.com/v1", environment) == ProxyRules.Proxy(host: "plain", port: 8080)
        )
    }

    @Test func `lower case wins and an address needs no scheme`() throws {
        let environment = ["HTTPS_PROXY": "http://upper:1", "https_proxy": "lower:3128"]
        #expect(
            try proxy("https://api.example.com", environment) == ProxyRules.Proxy(host: "lower", port: 3128)
        )
    }

    @Test func `reads credentials with their escapes`() throws {
        let environment = ["HTTPS_PROXY": "http://ann:s%40fe@proxy:3128"]
        #expect(
            try proxy("https://api.example.com", environment)
                == ProxyRules.Proxy(host: "proxy", port: 3128, credentials: "ann:s@fe")
        )
    }

    @Test func `nothing is set`() throws {
        #expect(try proxy("https://api.example.com", [:]) == nil)
        #expect(try proxy("https://api.example.com", ["HTTPS_PROXY": ""]) == nil)
    }

    @Test(arguments: ["http://127.0.0.1:8080/v1", "http://localhost:11434", "http://[::1]:80"])
    func `a loopback address goes straight`(address: String) throws {
        #expect(try proxy(address, ["HTTP_PROXY": "http://proxy:3128"]) == nil)
    }

    @Test(arguments: [
        ("*", true), ("example.com", true), (".example.com", true), ("*.example.com", true),
        ("api.example.com", true), ("other.org, Example.COM", true), ("example.com:443", false),
        ("example.com:8443", true), ("ample.com", false), ("xapi.example.com", false), ("", false),
    ])
    func `exceptions are names, suffixes and ports`(list: String, goesStraight: Bool) throws {
        let environment = ["HTTPS_PROXY": "http://proxy:3128", "NO_PROXY": list]
        #expect((try proxy("https://api.example.com:8443", environment) == nil) == goesStraight)
    }

    @Test(arguments: ["socks5://proxy:1080", "http://", "http://[bad"])
    func `anything else is refused by its variable's name`(value: String) {
        #expect(throws: NetworkProblem.invalidProxy(variable: "HTTPS_PROXY")) {
            try proxy("https://api.example.com", ["HTTPS_PROXY": value])
        }
    }
}
