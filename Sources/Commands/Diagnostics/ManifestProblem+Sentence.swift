import Conversation
import Manifests

extension ManifestProblem.Kind {
    /// What is wrong, in words that stand between `error:` and the place.
    var sentence: String {
        switch self {
        case .file(let trouble): trouble.sentence
        case .malformedJSON(let kind, let found), .malformedRow(let kind, let found):
            "this is not JSON: " + Self.words(kind, found)
        case .doubledKey(let key, let line): "the key `\(key)` is given twice, first on line \(line)"
        case .includeCycle(let files): "these files include each other: " + files.joined(separator: " → ")

        case .unknownKey(let key): "unknown key `\(key)`"
        case .missingKey(let key): "the key `\(key)` is missing"
        case .wrongType(let expected, let found): "\(Self.list(expected)) is expected here, not \(found)"
        case .unknownWord(let word, _): "unknown value `\(word)`"
        case .invalid(let rule, let text): "`\(text)` is not \(rule.words)"
        case .outOfRange(let number, let least?, nil): "\(number) is too small: at least \(least)"
        case .outOfRange(let number, nil, let most?): "\(number) is too large: at most \(most)"
        case .outOfRange(let number, _, _): "\(number) is out of range"
        case .nothingIn(let key): "`\(key)` is empty"
        case .conflictingKeys(let one, let other): "`\(one)` and `\(other)` cannot stand together"
        case .notSupportedYet(let later): later.sentence
        case .providerTwice(let id): "the provider `\(id)` is defined twice, in two ways"
        case .catalogTwice(let one, let other): "two catalogs for one run, `\(one)` and `\(other)`"
        case .noFileMatches(let pattern): "no file matches `\(pattern)`"
        case .invalidSchema(let error): "this JSON Schema cannot be used: \(error.text)"
        case .invalidCatalog(let error): "this catalog of models cannot be used: " + error.sentence
        case .noRefreshedCatalog: "no catalog has been refreshed on this machine"

        case .missingModel: "the job has no model"
        case .unknownProvider(let id): "unknown provider `\(id)`"
        case .unknownModel(let model): "unknown model `\(model)`"
        case .cannotCallTools(let model): "`\(model)` cannot call tools"
        case .refusesTemperature(let model): "`\(model)` takes no temperature"
        case .refusesReasoning(let model, _, nil): "`\(model)` takes no setting for reasoning"
        case .refusesReasoning(let model, _, .word):
            "`\(model)` takes a word for reasoning, not a number of tokens"
        case .refusesReasoning(let model, _, .budget):
            "`\(model)` takes a number of tokens for reasoning, not a word"
        case .refusesFiles(let model, .document): "`\(model)` takes no PDF files"
        case .refusesFiles(let model, let kind): "`\(model)` takes no \(kind.rawValue)s"
        case .outputAboveLimit(let model, let asked, let limit):
            "\(asked) tokens of output are more than `\(model)` gives, which is \(limit)"
        case .unpriced(let model): "`\(model)` has no price, so no budget can hold"

        case .unknownTool(let tool): "unknown tool `\(tool)`"
        case .needsWorkspace(let tool): "the tool `\(tool)` needs a workspace"
        case .writesInPlace(let tool): "`\(tool)` could change your own files"
        case .unconfined(let tool): "nothing but the rights of your account binds `\(tool)`"
        case .unknownCheck(let keys):
            keys.first.map { "unknown check `\($0)`" } ?? "this names no check"
        case .twoChecks(let one, let other): "`\(one)` and `\(other)` are two checks in one"
        case .unknownCheckSet(let name): "unknown check set `\(name)`"
        case .checkNeedsWorkspace(let check): "the check `\(check)` needs a workspace"

        case .unknownVariable(let name): "unknown variable `\(name)`"
        case .unusedVariable(let name): "nothing asks for the variable `\(name)`"
        case .variableTwice(let name, let one, let other):
            "the variable `\(name)` comes from both `\(one.rawValue)` and `\(other.rawValue)`"
        case .malformedPlaceholder: "these braces name no variable"
        case .placeholderHere(let name): "`{{\(name)}}` is not expanded here"
        case .environmentHere(let name): "`{{\(name)}}` is a secret and must not reach a model"
        case .environmentUnset(let name): "the environment variable `\(name)` is not set"
        case .literalSecret: "this looks like a key"
        case .fileDependsOnRow(let name):
            "`{{\(name)}}` is known only row by row, and a file's name must be known before"

        case .unknownAxis(let name): "unknown axis `\(name)`"
        case .doubledLabel(let axis, let label): "the axis `\(axis)` has two entries called `\(label)`"
        case .reservedAxis(let name):
            "`\(name)` is a key that decides which jobs there are, so no axis can be called so"
        case .tooManyCells(let count, let most):
            "the matrix has \(count == .max ? "far too many" : String(count)) combinations, more than \(most)"
        case .everyCellExcluded: "every combination of the matrix is excluded"
        case .doubledID(let id, let file, let line): "the ID `\(id)` is used before, at \(file):\(line)"

        case .rowIsNoObject(let found): "a row must be an object, not \(found)"
        case .raggedRow(let expected, let found): "this row has \(found) fields, the header \(expected)"
        case .openQuote: "this quote is never closed"
        case .strayQuote: "a quote in the midst of a field"
        case .unnamedColumn(let number): "column \(number) of the header has no name"
        case .doubledColumn(let name): "two columns are called `\(name)`"
        case .rowLacks(let name): "this row has no `\(name)`"
        case .noRows: "this data has no rows"
        case .moreProblems(let count): "\(count) more problems"
        }
    }

    /// What to do about it, where that is not plain from the sentence.
    var hint: String? {
        switch self {
        case .file(.looseMode): "chmod 600 the file"
        case .malformedJSON(_, "/"), .malformedRow(_, "/"), .malformedJSON(_, "#"): "JSON has no comments"
        case .malformedJSON(_, "'"), .malformedRow(_, "'"): "text stands in double quotes"
        case .malformedJSON(.expected("a value"), "]"), .malformedJSON(.expected("a value"), "}"):
            "no comma stands behind the last entry"
        case .unknownWord(_, let allowed):
            allowed.count > 12 ? nil : "it can be " + Self.list(allowed.map { "`\($0)`" })
        case .invalid(let rule, _): rule.hint
        case .notSupportedYet: "a later version brings it; take it out until then"
        case .invalidSchema(let error): error.hint
        case .noRefreshedCatalog:
            "`docket models --refresh` fetches one; to use the same one everywhere, name a file"
        case .missingModel: "give `model`, `models` or an axis `model`, each as `provider/name`"
        case .unknownProvider: "define it in `providers`; `docket models` lists those that are known"
        case .unknownModel:
            "`docket models` lists those that are known; your own stand in the provider's `models`"
        case .cannotCallTools: "take `tools` away for this model, with `null`"
        case .refusesTemperature, .refusesReasoning: "take the key away for this model, with `null`"
        case .unpriced: "give it a `price` in the provider's `models`"
        case .needsWorkspace, .checkNeedsWorkspace: "add `\"workspace\": { \"path\": \"…\" }`"
        case .writesInPlace(let tool):
            "use `\"isolate\": \"copy\"`, or allow it in so many words: "
                + "`{ \"tool\": \"\(tool)\", \"path\": \"…\", \"allow\": true }`"
        case .unconfined: "run docket in a container where you do not trust what the model may be told"
        case .twoChecks: "write each as an object of its own"
        case .unusedVariable(let name): "write `{{\(name)}}` where it belongs, or take it out"
        case .variableTwice: "give one of them another name"
        case .malformedPlaceholder: "a variable is `{{name}}`; `{{{{` stands for two braces"
        case .environmentHere: "`{{env.NAME}}` works in a provider's `baseURL` and `headers`"
        case .literalSecret:
            "put it into the environment and name the variable in `apiKeyEnv`, or write `{{env.NAME}}`"
        case .fileDependsOnRow: "put the text into the data, or use a matrix"
        case .tooManyCells: "use `data` for long lists"
        case .doubledLabel: "tell them apart with `{ \"as\": \"…\" }`"
        case .openQuote, .strayQuote: "put the field in quotes, and write a quote inside it twice"
        default: nil
        }
    }
}

// MARK: - Words

extension ManifestProblem.Kind {
    private static func list(_ words: [String]) -> String {
        guard let last = words.last, words.count > 1 else { return words.first ?? "" }
        return words.dropLast().joined(separator: ", ") + " or " + last
    }

    private static func words(_ kind: JSONError.Kind, _ found: String?) -> String {
        switch kind {
        case .unexpectedEnd: "it ends too early"
        case .expected(let what): "\(what) is expected" + (found.map { ", not `\($0)`" } ?? "")
        case .invalidNumber: "a number is malformed"
        case .invalidEscape: "a backslash stands before the wrong character"
        case .invalidText: "a control character inside a string, or bytes that are not UTF-8"
        case .tooDeep: "too many brackets inside each other"
        case .trailing: "something follows its end"
        }
    }
}

extension ManifestProblem.FileTrouble {
    fileprivate var sentence: String {
        switch self {
        case .missing: "there is no such file"
        case .notAFile: "this is a folder, not a file"
        case .notAFolder: "this is a file, not a folder"
        case .unreadable: "this file cannot be read"
        case .notUTF8: "this is not UTF-8 text"
        case .tooLarge(let limit): "this file is larger than \(limit / 1_048_576) MiB"
        case .looseMode: "others can read this file"
        }
    }
}

extension ManifestProblem.Later {
    fileprivate var sentence: String {
        switch self {
        case .key(let key): "the key `\(key)` is not supported yet"
        case .tool(let tool): "the tool `\(tool)` is not supported yet"
        case .check(let check): "the check `\(check)` is not supported yet"
        }
    }
}

extension ManifestProblem.ValueRule {
    fileprivate var words: String {
        switch self {
        case .duration: "a duration"
        case .money: "an amount"
        case .percentage: "a percentage"
        case .jobID: "an ID for a job"
        case .label: "a label"
        case .name: "a name"
        case .variableName: "a name for a variable"
        case .modelReference: "a model"
        case .url: "an address"
        case .environmentName: "the name of an environment variable"
        case .decimal: "a price"
        case .dataFile: "a data file"
        }
    }

    fileprivate var hint: String {
        switch self {
        case .duration: "durations are `250ms`, `90s`, `10m`, `1h30m`"
        case .money: "amounts are dollars, as in `\"5.00\"`"
        case .percentage: "a number of jobs, or a part as in `\"2%\"`"
        case .jobID: "an ID has 1 to 200 characters, none of them `[`, `]` or `#`"
        case .label: "give the entry a label: `{ \"as\": \"short\", … }`, without `[`, `]`, `#`, `,` and `=`"
        case .name, .variableName: "names are made of letters, digits, `_`, `-` and `.`"
        case .modelReference: "models are `provider/name`"
        case .url: "addresses begin with `https://` or `http://`"
        case .environmentName: "the variable's name, not what it holds"
        case .decimal: "dollars per million tokens, as in `\"2.50\"`"
        case .dataFile: "data files are `.jsonl` or `.csv`"
        }
    }
}
