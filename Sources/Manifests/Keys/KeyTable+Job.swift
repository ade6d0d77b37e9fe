/// The keys of a job. `defaults` has most of them too, and so has an entry of a matrix axis.
extension KeyTable {
    static let job = KeyTable(name: "job", keys: identityKeys + rowKeys + settingKeys, inherits: true)

    static let defaults = KeyTable(name: "defaults", keys: rowKeys + settingKeys, inherits: true)

    /// What a matrix cell can set: not what decides which jobs there are.
    static let cell = KeyTable(
        name: "cell",
        keys: [ManifestKey("as", .form(.label), "The entry's label in job IDs.", isRequired: true)]
            + settingKeys,
        inherits: true
    )

    private static let identityKeys = [
        ManifestKey(
            "id",
            .form(.jobID),
            "The job's name; what is expanded in it tells its data rows apart.",
            isRequired: true
        ),
        ManifestKey("description", .text, "What the job is for, for people."),
    ]

    /// Keys that decide how many jobs there are.
    private static let rowKeys = [
        ManifestKey(
            "models",
            .list(.axisEntry, atLeast: 1),
            "Short for `matrix.model`; replaces an inherited `model`.",
            expansion: .raw
        ),
        ManifestKey(
            "data",
            .either([.list(.map(nil, .anything)), .path]),
            "Rows of variables, one job for each: an array, or the path of a `.jsonl` or `.csv` file.",
            expansion: .raw
        ),
        ManifestKey("matrix", matrixShape, matrixDoc, expansion: .raw),
        ManifestKey("exclude", excludeShape, excludeDoc, expansion: .raw),
        ManifestKey("repeat", .integer(1...1_000_000), "How often each job is run.", fallback: "once"),
    ]

    private static let settingKeys: [ManifestKey] = [
        ManifestKey("tags", .list(.filledText), "Words to select and group jobs by; a job's own are added."),
        ManifestKey(
            "model",
            .form(.modelReference),
            "`provider/name`; replaces an inherited `models` or `matrix.model`."
        ),
        ManifestKey("prompt", .filledText, "What the model is asked."),
        ManifestKey("promptFile", .path, "A file that holds the prompt."),
        ManifestKey("prompts", .list(.filledText, atLeast: 1), "Several prompts, asked in turn."),
        ManifestKey(
            "initialize",
            .anything,
            "Explore a repository and write its rules file.",
            feature: .initialize
        ),
        ManifestKey("system", .text, "Replaces the batch prompt."),
        ManifestKey("systemFile", .path, "A file that replaces the batch prompt."),
        ManifestKey(
            "environment",
            .flag,
            "Whether a job with tools or a workspace is told of its surroundings.",
            fallback: "true"
        ),
        ManifestKey("rules", .flag, "Whether rules files of the workspace are read.", fallback: "true"),
        ManifestKey("vars", .map(.variableName, .anything), "Values for `{{name}}`.", expansion: .raw),
        ManifestKey("tools", .list(.tool), "The tools that the model may call.", fallback: "[]"),
        ManifestKey(
            "permissions",
            .list(.object(.permission)),
            "Which calls are allowed; the last rule that matches decides."
        ),
        ManifestKey("sandbox", .anything, "What confines the job's processes.", feature: .sandbox),
        ManifestKey("workspace", .object(.workspace), "The folder in which the job's tools work."),
        ManifestKey(
            "files",
            .list(.filledText),
            "Files sent before the first prompt: paths and patterns of texts, images and PDFs.",
            expansion: .raw
        ),
        ManifestKey("temperature", .number(0...2), "Sent as it is written.", fallback: "not sent"),
        ManifestKey(
            "reasoning",
            .either([.word(["low", "medium", "high"]), .integer(1...1_000_000)]),
            "How hard the model shall think: a word, or the most tokens.",
            fallback: "not sent"
        ),
        ManifestKey(
            "maxOutputTokens",
            .integer(1...1_000_000_000),
            "The most tokens of one answer.",
            fallback: "the model's limit, at most 32,000"
        ),
        ManifestKey(
            "output",
            .map(nil, .anything),
            "A JSON Schema that the answer must satisfy, as JSON and nothing else.",
            expansion: .raw
        ),
        ManifestKey("maxSteps", .integer(1...1_000_000), "The most answers of the model.", fallback: "100"),
        ManifestKey(
            "timeout",
            .duration,
            "The most time at work; waiting for a turn does not count.",
            fallback: "30m"
        ),
        ManifestKey("stallTimeout", .duration, "How long no content may come.", fallback: "10m"),
        ManifestKey(
            "loopLimit",
            .integer(2...1_000_000),
            "How often the same call may have the same result in a row.",
            fallback: "8"
        ),
        ManifestKey("budget", .money, "The most that the job may cost in USD.", fallback: "`budget.perJob`"),
        ManifestKey(
            "attempts",
            .integer(1...100),
            "How often a job that erred is tried in all.",
            fallback: "1"
        ),
        ManifestKey(
            "summarize",
            .either([.off, .object(.summarize)]),
            "When a long conversation is summarized, or `false`."
        ),
        ManifestKey(
            "title",
            .filledText,
            "What the session is called; `auto` asks the model.",
            fallback: "the job's ID"
        ),
        ManifestKey("checks", .list(.check), "What must hold of the answer and the workspace."),
        ManifestKey(
            "passRate",
            .number(0...1),
            "The part of the repeats that must pass.",
            feature: .passRate
        ),
        ManifestKey("share", .anything, "Whether the transcript is published.", feature: .sharing),
        ManifestKey(
            "promptCache",
            .flag,
            "Whether the provider is asked to cache prompts, and one job leads those that begin alike.",
            fallback: "true"
        ),
        ManifestKey("responseCache", .anything, "Whether stored answers are used.", feature: .responseCache),
        ManifestKey("webfetch", .anything, "Which addresses `webfetch` may reach.", feature: .webfetch),
        ManifestKey("batch", .anything, "The provider's batch interface.", feature: .batch),
    ]

    static let workspace = KeyTable(
        name: "workspace",
        keys: [
            ManifestKey("path", .path, "The folder."),
            ManifestKey("repository", .anything, "A git repository to work on.", feature: .repositories),
            ManifestKey("ref", .anything, "The revision of the repository.", feature: .repositories),
            ManifestKey(
                "isolate",
                .word(WorkspaceSettings.Isolation.allCases.map(\.rawValue)),
                "Where tools work: in the folder itself, in a copy, or in a git worktree.",
                fallback: "copy if a tool can write, else none"
            ),
            ManifestKey(
                "keep",
                .word(WorkspaceSettings.Keeping.allCases.map(\.rawValue)),
                "What is kept of the changes.",
                fallback: "patch"
            ),
            ManifestKey("setup", .anything, "Commands before the first step.", feature: .repositories),
            ManifestKey("env", .map(.environmentName, .text), "Variables added to the environment of tools."),
        ]
    )

    static let permission = KeyTable(
        name: "permission",
        keys: [
            ManifestKey(
                "tool",
                .toolPattern,
                "The tool that the rule is for, as a pattern.",
                isRequired: true
            ),
            ManifestKey("path", .filledText, "Paths that the rule is for, as a pattern."),
            ManifestKey("command", .filledText, "Commands that the rule is for, as a pattern."),
            ManifestKey("allow", .flag, "Whether such calls are allowed.", isRequired: true),
        ]
    )

    static let summarize = KeyTable(
        name: "summarize",
        keys: [
            ManifestKey(
                "at",
                .number(0.1...1),
                "The part of the context that may fill first.",
                fallback: "0.9"
            ),
            ManifestKey(
                "model",
                .form(.modelReference),
                "The model that summarizes.",
                fallback: "the job's own"
            ),
            ManifestKey(
                "keepRecent",
                .integer(0...1_000_000_000),
                "Tokens of the latest conversation that stay as they are."
            ),
        ]
    )
}
