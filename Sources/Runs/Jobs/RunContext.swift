import Catalog
import Conversation
import Manifests
import Records
import Scheduling
import Synchronization
import Tools

/// What all jobs of a run share.
final class RunContext: Sendable {
    let store: Store
    let folder: RunFolder
    let run: RunRecord
    let settings: RunSettings
    let templates: Templates
    let roster: Roster
    let ports: RunPorts
    let control: RunControl
    /// By the manifest's number; those without a budget are absent.
    let manifestBudgets: [Int: Budget]
    /// Binds the whole run.
    let runBudget: Budget?
    let surroundings: Surroundings
    let attachments = AttachmentLoader()
    private let failure = Mutex<RunError?>(nil)

    init(
        store: Store,
        folder: RunFolder,
        run: RunRecord,
        settings: RunSettings,
        templates: Templates,
        roster: Roster,
        ports: RunPorts,
        control: RunControl,
        manifestBudgets: [Int: Budget],
        runBudget: Budget?
    ) {
        self.store = store
        self.folder = folder
        self.run = run
        self.settings = settings
        self.templates = templates
        self.roster = roster
        self.ports = ports
        self.control = control
        self.manifestBudgets = manifestBudgets
        self.runBudget = runBudget
        surroundings = Surroundings(platform: ports.platform, date: run.date)
    }

    var isolator: Isolator {
        ports.isolator
    }

    /// Why the run cannot go on, if it cannot.
    var failed: RunError? {
        failure.withLock { $0 }
    }

    /// Ends the run: what cannot be recorded must not be done.
    func fail(_ error: RunError) {
        failure.withLock { $0 = $0 ?? error }
        control.cancel(Ending(.internalError, ["message": .string("\(error)")]))
    }

    func tell(_ kind: RunEvent.Kind, job: JobID? = nil) async {
        await ports.observer.received(RunEvent(at: ports.time.moment, job: job, kind: kind))
    }
}
