/// What other tools call the things that a manifest has keys for.
enum ForeignWords {
    /// The key that is meant by another tool's word, where such a key is allowed at this place.
    static func translation(of word: String, among allowed: some Collection<String>) -> String? {
        let plain = word.lowercased().filter { $0 != "_" && $0 != "-" && $0 != " " }
        if let same = allowed.first(where: { $0.lowercased() == plain }) { return same }
        return table.first { $0.words.contains(plain) && allowed.contains($0.key) }?.key
    }

    /// Words in lower case without `_` and `-`, from other runners of evaluations and from the
    /// providers' own interfaces. The first line whose key is allowed at the place counts.
    private static let table: [(key: String, words: Set<String>)] = [
        (
            "checks",
            [
                "assert", "asserts", "assertion", "assertions", "expect", "expects", "expected", "scorer",
                "scorers",
                "graders", "grader", "evaluators", "evaluator", "metrics", "validate", "verify", "verifier",
                "target",
            ]
        ),
        (
            "data",
            [
                "tests", "test", "testcases", "cases", "dataset", "datasets", "rows", "samples", "examples",
                "inputs",
            ]
        ),
        (
            "repeat",
            [
                "epochs", "epoch", "repeats", "repetitions", "numrepeats", "trials", "nattempts", "times",
                "runs",
            ]
        ),
        ("atLeast", ["threshold", "minscore", "minimum", "passthreshold"]),
        ("jobs", ["tasks", "evals", "evaluations", "scenarios", "prompts", "tests"]),
        ("models", ["providers", "targets", "model"]),
        ("model", ["provider", "engine", "deployment", "modelname", "modelid"]),
        ("prompts", ["messages", "conversation", "turns"]),
        ("prompt", ["input", "message", "user", "question", "content", "task", "query"]),
        ("promptFile", ["promptpath", "file"]),
        ("system", ["systemprompt", "systemmessage", "instructions", "instruction"]),
        (
            "maxOutputTokens",
            [
                "maxtokens", "maxcompletiontokens", "maxgeneratedtokens", "outputtokens", "numpredict",
                "maxnewtokens",
            ]
        ),
        (
            "maxSteps",
            ["maxturns", "messagelimit", "steplimit", "maxiterations", "turnlimit", "maxmessages", "turns"]
        ),
        ("timeout", ["timelimit", "timeoutms", "timeoutseconds", "maxtime", "deadline", "workinglimit"]),
        ("budget", ["costlimit", "maxcost", "maxbudget", "maxbudgetusd", "spendlimit", "cost"]),
        ("attempts", ["maxattempts", "tries", "retryonerror", "retries"]),
        ("retries", ["maxretries", "numretries", "attempts"]),
        ("tools", ["allowedtools", "functions", "toolset"]),
        (
            "workspace",
            ["cwd", "workingdirectory", "workdir", "workingdir", "directory", "folder", "repo", "repository"]
        ),
        ("path", ["directory", "folder", "dir", "root", "cwd"]),
        ("isolate", ["isolation", "mode"]),
        ("vars", ["variables", "parameters", "params", "metadata", "values"]),
        ("defaults", ["defaulttest", "default", "common", "base"]),
        (
            "reasoning",
            ["reasoningeffort", "effort", "thinking", "thinkingbudget", "reasoningtokens", "budgettokens"]
        ),
        (
            "concurrency",
            [
                "maxconcurrency", "maxconnections", "parallel", "parallelism", "workers", "maxparallel",
                "maxworkers",
                "nconcurrent", "concurrent",
            ]
        ),
        ("requestsPerMinute", ["rpm", "rpmlimit", "ratelimit", "maxrequestsperminute"]),
        ("tokensPerMinute", ["tpm", "tpmlimit", "maxtokensperminute"]),
        (
            "apiKeyEnv",
            ["apikey", "apikeyenvar", "keyenv", "key", "token", "apitoken", "envkey", "apikeyenvvar"]
        ),
        ("baseURL", ["apibase", "apibaseurl", "apihost", "url", "endpoint", "host", "apiurl"]),
        ("protocol", ["type", "kind", "api", "format", "provider"]),
        ("context", ["contextwindow", "contextlength", "maxcontext", "maxinputtokens", "numctx"]),
        (
            "output",
            [
                "outputschema", "responseformat", "jsonschema", "schema", "maxoutput", "maxoutputtokens",
                "maxtokens",
            ]
        ),
        ("summarize", ["compact", "compaction", "autocompact", "summary"]),
        ("tags", ["labels", "tag", "groups", "group"]),
        ("id", ["name", "key", "label"]),
        ("as", ["label", "name", "id"]),
        ("include", ["imports", "import", "extends", "includes"]),
        ("cassettes", ["replay", "recordings", "fixtures", "cassette", "cache"]),
        ("permissions", ["allow", "permission", "deny", "rules"]),
        ("files", ["attachments", "images", "documents"]),
        ("output", ["outputschema", "responseformat", "jsonschema", "schema"]),
        ("use", ["ref", "include", "set"]),
        ("not", ["negate", "invert", "inverse"]),
        ("ignoreCase", ["casesensitive", "caseinsensitive", "icase"]),
        ("price", ["cost", "prices", "pricing"]),
        ("cacheRead", ["cachedinput", "inputcacheread", "cached"]),
        ("description", ["desc", "comment", "notes", "about"]),
        ("perJob", ["job", "persample", "each"]),
    ]
}
