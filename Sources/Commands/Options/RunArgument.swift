import ArgumentParser
import Records

/// A run that exists, as the command line names it.
struct RunArgument {
    let folder: RunFolder
    let record: Record

    init(_ name: String?, runs: RunsOptions, world: World) throws(Failure) {
        do {
            folder = try RunFolder.find(name, in: runs.path(world))
            record = try Record(reading: folder.record)
        } catch {
            throw Failure(error)
        }
    }
}
