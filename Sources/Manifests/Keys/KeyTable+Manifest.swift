/// The top level of a manifest, and what it holds beside jobs and providers.
extension KeyTable {
    static let manifest = KeyTable(
        name: "manifest",
        keys: [
            ManifestKey("$schema", .text, "The schema that an editor checks this file by."),
            ManifestKey("docket", .constant(1), "The version of the manifest's form.", isRequired: true),
            ManifestKey(
                "name",
                .form(.name),
                "What runs of this manifest are called.",
                fallback: "the file's name"
            ),
            ManifestKey("description", .text, "What this manifest is for, for people."),
            ManifestKey(
                "budget",
                .either([.money, .object(.budget)]),
                "The most that a run of this manifest may cost in USD; no call is sent that could break it.",
                fallback: "no limit"
            ),
            ManifestKey(
                "providers",
                .map(.name, .object(.provider)),
                "Accounts and their limits; a known provider that is not named here has its defaults."
            ),
            ManifestKey(
                "mcpServers",
                .anything,
                "MCP servers whose tools jobs may use.",
                feature: .mcpServers
            ),
            ManifestKey(
                "defaults",
                .object(.defaults),
                "Keys for every job that does not set them itself.",
                expansion: .variables
            ),
            ManifestKey(
                "vars",
                .map(.variableName, .anything),
                "Values for `{{name}}` in every job.",
                expansion: .raw
            ),
            ManifestKey("matrix", matrixShape, matrixDoc, expansion: .raw),
            ManifestKey("exclude", excludeShape, excludeDoc, expansion: .raw),
            ManifestKey(
                "checkSets",
                .map(.name, .list(.check)),
                "Named lists of checks, put in by `{ \"use\": NAME }`.",
                expansion: .variables
            ),
            ManifestKey(
                "include",
                .either([.path, .list(.path)]),
                "Files that bring `providers`, `defaults`, `vars` and `checkSets`; this file comes last."
            ),
            ManifestKey(
                "cassettes",
                .path,
                "The folder of recorded exchanges that answer in place of the network."
            ),
            ManifestKey(
                "catalog",
                .path,
                "A file of models to use in place of the built-in catalog, or `refreshed`: the copy that "
                    + "`docket models --refresh` made.",
                fallback: "the built-in one"
            ),
            ManifestKey(
                "processes",
                .integer(1...10_000),
                "How many tool processes run at once.",
                fallback: "the machine's cores"
            ),
            ManifestKey("accept", .object(.accept), "How many jobs may fail or err and the run still pass."),
            ManifestKey(
                "shareServer",
                .text,
                "Where shared transcripts are published.",
                feature: .sharing
            ),
            ManifestKey(
                "jobs",
                .list(.object(.job), atLeast: 1),
                "What to run.",
                isRequired: true,
                expansion: .variables
            ),
        ]
    )

    /// A file that `include` names brings these alone.
    static let included = KeyTable(
        name: "included",
        keys: manifest.keys.compactMap { key in
            let allowed = [
                "$schema", "docket", "description", "providers", "mcpServers", "defaults", "vars",
                "checkSets",
                "include",
            ]
            guard allowed.contains(key.name) else { return nil }
            var key = key
            key.isRequired = false
            return key
        }
    )

    static let budget = KeyTable(
        name: "budget",
        keys: [
            ManifestKey("run", .money, "For the whole run."),
            ManifestKey("perJob", .money, "For each job that sets no `budget` of its own."),
            ManifestKey("providers", .anything, "For each provider.", feature: .budgetShares),
            ManifestKey("purposes", .anything, "For each purpose of a call.", feature: .budgetShares),
        ]
    )

    static let accept = KeyTable(
        name: "accept",
        keys: [
            ManifestKey("failed", toleranceShape, "A number of jobs, or a part such as `2%`.", fallback: "0"),
            ManifestKey(
                "errored",
                toleranceShape,
                "A number of jobs, or a part such as `2%`.",
                fallback: "0"
            ),
        ]
    )

    static let matrixShape = Shape.map(.name, .list(.axisEntry, atLeast: 1))
    static let matrixDoc =
        "Axes whose values are combined, one job for each combination. An axis named like a job's key sets "
        + "that key, any other is a variable; an entry may be an object of keys with a label in `as`."
    static let excludeShape = Shape.list(.map(nil, .anything))
    static let excludeDoc = "Combinations to leave out, each an object of axes and labels."

    private static let toleranceShape = Shape.either([.integer(0...Int(Int32.max)), .percentage])
}
