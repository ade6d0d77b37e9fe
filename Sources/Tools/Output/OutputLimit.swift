/// How much of one tool output a model is shown.
package struct OutputLimit: Hashable, Sendable {
    package var lines: Int
    package var bytes: Int

    package init(lines: Int, bytes: Int) {
        self.lines = lines
        self.bytes = bytes
    }

    /// 2000 lines or 50 KiB, whichever comes first.
    package static let standard = OutputLimit(lines: 2_000, bytes: 50 * 1_024)

    /// What is left for the output beside the mark that tells how much was cut.
    var withoutMark: OutputLimit {
        OutputLimit(lines: max(2, lines - 4), bytes: max(64, bytes - 256))
    }
}
