package import Catalog

/// What one manifest says of a run beyond its jobs.
package struct Manifest: Hashable, Sendable, Codable {
    /// As the user gave it.
    package var path: String
    /// The file, byte for byte, for the run's folder.
    package var text: String
    package var name: String
    package var description: String?
    /// The most that its jobs may cost together.
    package var budget: Money?
    /// The folder of recorded exchanges that answer in place of the network.
    package var cassettes: String?
    /// Tool processes at once; nothing where the machine's cores decide.
    package var processes: Int?
    package var accept = Acceptance()
    /// Which of the run's templates are its own.
    package var templates: Range<Int>

    package init(path: String, text: String, name: String, templates: Range<Int> = 0..<0) {
        self.path = path
        self.text = text
        self.name = name
        self.templates = templates
    }
}

/// How many jobs may fail or err and the run still be accepted.
package struct Acceptance: Hashable, Sendable, Codable {
    package enum Tolerance: Hashable, Sendable, Codable {
        case jobs(Int)
        /// A part of all jobs, from 0 to 1.
        case part(Double)

        /// Whether so many of all jobs are within it.
        package func admits(_ count: Int, of total: Int) -> Bool {
            switch self {
            case .jobs(let limit): count <= limit
            case .part(let part): Double(count) <= part * Double(total)
            }
        }
    }

    package var failed = Tolerance.jobs(0)
    package var errored = Tolerance.jobs(0)

    package init() {}
}
