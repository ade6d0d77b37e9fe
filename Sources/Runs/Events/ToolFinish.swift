import Conversation
import Tools

extension RunEvent.ToolFinish {
    init(_ report: ToolReport) {
        self.init(
            call: report.call.id,
            tool: report.tool,
            title: report.title,
            duration: report.duration,
            failed: report.result.isError,
            denied: report.isDenied,
            exitCode: report.exitCode,
            bytes: report.bytes,
            bytesSent: report.result.text.utf8.count
        )
    }
}
