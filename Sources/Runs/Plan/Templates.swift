import Conversation
import Foundation
import Manifests
import Records
import Synchronization

/// The run's templates, each read from the record once.
final class Templates: Sendable {
    private let record: Record
    private let known = Mutex<[Int: JobTemplate]>([:])

    init(record: Record) {
        self.record = record
    }

    func template(_ number: Int) async throws(RunError) -> JobTemplate {
        if let template = known.withLock({ $0[number] }) { return template }
        let row: TemplateRecord?
        do {
            row = try await record.template(number)
        } catch {
            throw .record(error)
        }
        guard let row,
            let template = try? JSONDecoder().decode(JobTemplate.self, from: Data(row.json.text.utf8))
        else { throw .settings(message: "template \(number) is missing or does not parse") }
        known.withLock { $0[number] = template }
        return template
    }

    func job(_ planned: Records.PlannedJob) async throws(RunError) -> Job {
        let template = try await template(planned.template)
        do {
            return try template.job(planned.planned)
        } catch {
            throw .plan(message: "\(planned.id): \(error.kinds)")
        }
    }
}

extension TemplateRecord {
    init(_ template: JobTemplate) throws(RunError) {
        guard let data = try? JSONEncoder().encode(template), let json = try? JSONValue(parsing: Array(data))
        else {
            throw .settings(message: "the job `\(template.id)` cannot be stored")
        }
        self.init(number: template.index, manifest: template.manifest, name: template.id, json: json)
    }
}
