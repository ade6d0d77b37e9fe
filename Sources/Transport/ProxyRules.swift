import Foundation

/// Which requests go through a proxy, as the usual environment variables say: `HTTPS_PROXY`, `HTTP_PROXY` and
/// `NO_PROXY`, or the same in lower case, which wins.
package struct ProxyRules: Sendable {
    /// Where a proxy listens.
    package struct Proxy: Hashable, Sendable {
        package var host: String
        package var port: Int
        /// `user:password`, where the variable holds them.
        package var credentials: String?

        package init(host: String, port: Int, credentials: String? = nil) {
            self.host = host
            self.port = port
            self.credentials = credentials
        }
    }

    private let environment: [String: String]

    package init(_ environment: [String: String]) {
        self.environment = environment
    }

    /// The proxy for an address; nothing where the request goes straight. A loopback address always does.
    package func proxy(for address: String) throws(NetworkProblem) -> Proxy? {
        guard let url = URL(string: address), let host = url.host()?.lowercased() else { return nil }
        let variable = url.scheme?.lowercased() == "https" ? "https_proxy" : "http_proxy"
        guard let text = value(variable), !isLoopback(host), !isExcepted(host, port: url.port) else {
            return nil
        }
        guard let proxy = URL(string: text.contains("://") ? text : "http://" + text),
            proxy.scheme?.lowercased() == "http", let proxyHost = proxy.host(), !proxyHost.isEmpty
        else { throw .invalidProxy(variable: variable.uppercased()) }
        var credentials: String?
        if let user = proxy.user(percentEncoded: false) {
            credentials = user + ":" + (proxy.password(percentEncoded: false) ?? "")
        }
        return Proxy(host: proxyHost, port: proxy.port ?? 80, credentials: credentials)
    }

    private func value(_ name: String) -> String? {
        for name in [name, name.uppercased()] {
            if let value = environment[name], !value.isEmpty { return value }
        }
        return nil
    }

    /// `NO_PROXY` is a list of host names, each standing for itself and all names below it (`example.com`,
    /// `.example.com`), perhaps with a port; `*` stands for all.
    private func isExcepted(_ host: String, port: Int?) -> Bool {
        guard let list = value("no_proxy") else { return false }
        for entry in list.split(whereSeparator: { $0 == "," || $0.isWhitespace }) {
            if entry == "*" { return true }
            var name = entry.lowercased()
            // One colon is a port's; an IPv6 address has more.
            if name.filter({ $0 == ":" }).count == 1, let colon = name.firstIndex(of: ":") {
                guard let entryPort = Int(name[name.index(after: colon)...]), entryPort == port else {
                    continue
                }
                name = String(name[..<colon])
            }
            if name.hasPrefix("*.") { name.removeFirst() }
            let suffix = name.hasPrefix(".") ? name : "." + name
            if host == suffix.dropFirst() || host.hasSuffix(suffix) { return true }
        }
        return false
    }

    private func isLoopback(_ host: String) -> Bool {
        host == "localhost" || host == "::1" || host == "[::1]" || host.hasPrefix("127.")
    }
}
