import Conversation
import Manifests
import Providers
import Records
import Reports
import Runs
import Transport

extension Failure {
    init(_ error: RecordError) {
        switch error {
        case .missing(let path):
            self.init("no run at `\(path)`", hint: "`docket list` shows the runs there are")
        case .exists(let path):
            self.init("`\(path)` exists already")
        case .damaged(let path, let message):
            self.init("`\(path)` cannot be read: \(message)")
        case .newer(let path):
            self.init("`\(path)` was written by a later version of docket", hint: "update docket")
        case .duplicateJob(let job, let first, let second):
            self.init(
                "two jobs have the ID `\(job)`: \(first.file):\(first.line):\(first.column) and "
                    + "\(second.file):\(second.line):\(second.column)",
                hint: "name a column of the data in `id`, or give each job an `id` of its own"
            )
        case .rejected(let message):
            self.init(
                "the record refused a change: \(message)",
                hint: "this is a mistake in docket; please report it"
            )
        case .busy(let path, let process):
            let holder = process.map { "process \($0)" } ?? "another process"
            self.init("\(holder) is working on the run `\(path)`", hint: "wait for it, or end it with Ctrl-C")
        case .storage(let path, let message):
            self.init("`\(path)`: \(message)")
        }
    }

    init(_ error: RunError) {
        switch error {
        case .record(let error): self.init(error)
        case .plan(let message): self.init("a job of the plan cannot be made: \(message)")
        case .emptyPlan:
            self.init("no job is selected", hint: "the manifest's `jobs`, `data` or `exclude` leave none")
        case .settings(let message): self.init(message)
        case .unknownModel(let model):
            self.init("the run knows no model `\(model)`", hint: "`docket models` lists those there are")
        }
    }

    init(_ error: ReportError) {
        self.init("the report cannot be written: \(error)")
    }

    init(_ problem: NetworkProblem, provider: ProviderID) {
        self.init("provider `\(provider)`: \(problem.sentence)")
    }

    init(_ problem: NetworkProblem) {
        self.init(problem.sentence)
    }
}

extension HTTPFailure {
    /// Why an exchange failed, in words that stand behind a colon.
    var sentence: String {
        switch self {
        case .unreachable(let text): "there is no connection (\(text))"
        case .connectTimeout(let limit): "no connection within \(Format.seconds(limit))"
        case .firstByteTimeout(let limit): "no answer within \(Format.seconds(limit))"
        case .idleTimeout(let limit): "nothing came for \(Format.seconds(limit))"
        case .closedBeforeResponse: "the connection was closed without an answer"
        case .closedInBody: "the connection was closed in the middle of the answer"
        case .cancelled: "it was cancelled"
        case .unrecorded(let text): text
        }
    }
}

extension NetworkProblem {
    var sentence: String {
        switch self {
        case .invalidAddress(let address):
            "`\(address)` is not an address that begins with https:// or http://"
        case .invalidProxy(let variable): "`\(variable)` is not the address of an HTTP proxy"
        case .unreadableCertificates(let file): "`\(file)`, which `SSL_CERT_FILE` names, cannot be read"
        }
    }
}
