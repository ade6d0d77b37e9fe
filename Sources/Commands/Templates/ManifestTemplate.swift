/// The manifests that `docket new` writes to start from. Each is valid as it is and uses no file but the folder it is
/// put into.
enum ManifestTemplate: String, CaseIterable {
    case quickstart, benchmark, regression, nightly

    var text: String {
        switch self {
        case .quickstart: Self.quickstartText
        case .benchmark: Self.benchmarkText
        case .regression: Self.regressionText
        case .nightly: Self.nightlyText
        }
    }
}

// MARK: - Texts

extension ManifestTemplate {
    private static let quickstartText = #"""
        {
          "$schema": "docket-manifest-1.schema.json",
          "docket": 1,
          "name": "quickstart",
          "budget": "0.50",
          "jobs": [
            {
              "id": "explain-{{topic}}",
              "model": "anthropic/claude-haiku-5-5",
              "prompt": "Explain {{topic}} to a new contributor in three sentences.",
              "data": [{ "topic": "actors" }, { "topic": "structured concurrency" }],
              "maxOutputTokens": 1000,
              "checks": [{ "contains": "{{topic}}", "ignoreCase": true }]
            },
            {
              "id": "look-around",
              "model": "anthropic/claude-haiku-5-5",
              "prompt": "Look at the files of this folder and say in two sentences what it is for.",
              "workspace": { "path": "." },
              "tools": ["read", "list", "glob", "grep"],
              "maxSteps": 20
            }
          ]
        }

        """#

    private static let benchmarkText = #"""
        {
          "$schema": "docket-manifest-1.schema.json",
          "docket": 1,
          "name": "benchmark",
          "description": "The same questions for several models: what they cost and how often they are right.",
          "budget": { "run": "5.00", "perJob": "0.10" },
          "providers": {
            "anthropic": { "concurrency": 8 },
            "openai": { "concurrency": 8 }
          },
          "matrix": {
            "model": [
              "anthropic/claude-sonnet-5-5",
              "anthropic/claude-haiku-5-5",
              { "as": "mini-high", "model": "openai/gpt-5.4-mini", "reasoning": "high" },
              { "as": "mini-low", "model": "openai/gpt-5.4-mini", "reasoning": "low" }
            ]
          },
          "jobs": [
            {
              "id": "ask-{{id}}",
              "prompt": "{{question}} Answer in one sentence.",
              "data": [
                { "id": "capital", "question": "What is the capital of Australia?", "answer": "Canberra" },
                { "id": "element", "question": "Which element has the symbol W?", "answer": "tungsten" }
              ],
              "maxOutputTokens": 2000,
              "repeat": 5,
              "checks": [{ "contains": "{{answer}}", "ignoreCase": true }, { "maxCost": "0.05" }]
            }
          ]
        }

        """#

    private static let regressionText = #"""
        {
          "$schema": "docket-manifest-1.schema.json",
          "docket": 1,
          "name": "regression",
          "description": "Prompts of an application. Record once with --record-missing cassettes, then replay offline.",
          "cassettes": "cassettes",
          "budget": "0.50",
          "defaults": {
            "model": "openai/gpt-5.4-mini",
            "maxOutputTokens": 2000,
            "timeout": "2m",
            "checks": [{ "maxCost": "0.01" }]
          },
          "checkSets": {
            "polite": [{ "regex": "(?i)thank|sorry" }, { "contains": "As an AI", "not": true }]
          },
          "jobs": [
            {
              "id": "reply",
              "tags": ["mail"],
              "prompt": "Answer this message of a customer in two sentences.\n\n{{message}}",
              "data": [
                { "id": "late", "message": "My parcel is a week late." },
                { "id": "praise", "message": "The new version is lovely." }
              ],
              "checks": [{ "use": "polite" }]
            },
            {
              "id": "extract",
              "tags": ["invoices"],
              "prompt": "Give `number` and `total` as one JSON object, and nothing else: Invoice 4711, total EUR 12.50",
              "checks": [{ "json": true }, { "contains": "4711" }]
            }
          ]
        }

        """#

    private static let nightlyText = #"""
        {
          "$schema": "docket-manifest-1.schema.json",
          "docket": 1,
          "name": "nightly",
          "description": "An agent explores each repository and writes its AGENTS.md; the patches are kept for review.",
          "budget": { "run": "20.00", "perJob": "1.00" },
          "defaults": {
            "model": "anthropic/claude-sonnet-5-5",
            "maxOutputTokens": 16000,
            "maxSteps": 60,
            "timeout": "20m",
            "attempts": 2
          },
          "accept": { "failed": "5%", "errored": "2%" },
          "jobs": [
            {
              "id": "init-{{name}}",
              "prompt": "Explore this repository and write AGENTS.md for those who will work in it: how it is built and tested, how it is laid out, what to take care of. At most 150 lines. Name only commands that you have found in it.",
              "data": [{ "name": "this", "path": "." }],
              "workspace": { "path": "{{path}}", "isolate": "copy", "keep": "patch" },
              "tools": ["read", "list", "glob", "grep", "write", "edit"],
              "permissions": [
                { "tool": "write", "path": "**", "allow": false },
                { "tool": "edit", "path": "**", "allow": false },
                { "tool": "write", "path": "AGENTS.md", "allow": true },
                { "tool": "edit", "path": "AGENTS.md", "allow": true }
              ],
              "checks": [{ "fileExists": "AGENTS.md" }, { "fileChanged": "AGENTS.md" }]
            }
          ]
        }

        """#
}
