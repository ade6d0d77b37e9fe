import Conversation
import Foundation
import Hummingbird
import NIOCore

/// A reply as the bytes and breaks of one response.
struct WrittenReply {
    private enum Step {
        case bytes([UInt8])
        case wait(Gate)
        case close
        case reset
    }

    private var status = 200
    private var headers: [String: String] = [:]
    private var steps: [Step] = []

    init(_ reply: LoopbackReply, to request: LoopbackRequest) {
        switch reply {
        case .answer(let answer):
            headers = ["content-type": "text/event-stream", request.requestIDName: "req_\(request.number)"]
            steps = AnswerStream(answer: answer, request: request).pieces.map { .bytes(Array($0.utf8)) }
        case .error(let status, let type, let code, let message, let extra):
            self.status = status
            headers = ["content-type": "application/json", request.requestIDName: "req_\(request.number)"]
            headers.merge(extra) { $1 }
            steps = [
                .bytes(
                    Array(request.errorBody(status: status, type: type, code: code, message: message).utf8)
                )
            ]
        case .raw(let status, let headers, let body):
            self.status = status
            self.headers = headers
            steps = body.map(Step.bytes)
        case .cut(let count, let ending, let whole):
            self = WrittenReply(whole, to: request)
            steps = split(after: count).before
            switch ending {
            case .clean: break
            case .closed: steps.append(.close)
            case .reset: steps.append(.reset)
            }
        case .held(let gate, let then):
            self = WrittenReply(then, to: request)
            steps.insert(.wait(gate), at: 0)
        case .paused(let count, let gate, let whole):
            self = WrittenReply(whole, to: request)
            let (before, after) = split(after: count)
            steps = before + [.wait(gate)] + after
        }
    }

    private func split(after count: Int) -> (before: [Step], after: [Step]) {
        var before: [Step] = []
        var left = count
        for (index, step) in steps.enumerated() {
            guard case .bytes(let bytes) = step, bytes.count > left else {
                if case .bytes(let bytes) = step { left -= bytes.count }
                before.append(step)
                continue
            }
            let after = [.bytes(Array(bytes[left...]))] + steps[(index + 1)...]
            return (before + [.bytes(Array(bytes[..<left]))], after)
        }
        return (before, [])
    }

    /// Writes each piece by itself, so that it comes as a chunk of its own.
    func response(on channel: any Channel, whenDone: @escaping @Sendable () -> Void) -> Response {
        var fields = HTTPFields()
        for (name, value) in headers {
            if let name = HTTPFields.Element.Name(name) { fields[name] = value }
        }
        let steps = steps
        let body = ResponseBody { writer in
            do {
                for step in steps {
                    switch step {
                    case .bytes(let bytes): try await writer.write(ByteBuffer(bytes: bytes))
                    case .wait(let gate): await gate.wait()
                    case .close, .reset: break
                    }
                }
            } catch {
                whenDone()
                throw error
            }
            // Before its client can know that it is over and send another.
            whenDone()
            switch steps.last {
            case .close: try await channel.close()
            case .reset:
                // With this option closing does not wait for what was sent, and says so by a reset.
                let option = linger(l_onoff: 1, l_linger: 0)
                try await (channel as? any SocketOptionProvider)?.setSoLinger(option).get()
                try await channel.close()
            default: try await writer.finish(nil)
            }
        }
        return Response(status: HTTPResponse.Status(code: status), headers: fields, body: body)
    }
}

extension LoopbackRequest {
    fileprivate var requestIDName: String {
        wireProtocol == .anthropic ? "request-id" : "x-request-id"
    }

    fileprivate func errorBody(status: Int, type: String, code: String?, message: String) -> String {
        var error = JSONObject()
        if wireProtocol == .anthropic {
            error["type"] = .string(type)
            error["message"] = .string(message)
            // OpenAI's word for what Anthropic's type says already.
            if let code, code != "rate_limit_exceeded" { error["details"] = ["error_code": .string(code)] }
            return JSONValue.object(
                JSONObject([
                    JSONObject.Member(key: "type", value: "error"),
                    JSONObject.Member(key: "error", value: .object(error)),
                    JSONObject.Member(key: "request_id", value: .string("req_\(number)")),
                ])
            ).text
        }
        if wireProtocol == .gemini {
            error["code"] = .number(String(status))
            error["message"] = .string(message)
            error["status"] = .string(Self.googleStatuses[status] ?? type)
            return JSONValue.object(["error": .object(error)]).text
        }
        error["message"] = .string(message)
        error["type"] = .string(type)
        error["param"] = .null
        error["code"] = code.map(JSONValue.string) ?? .null
        return JSONValue.object(JSONObject([JSONObject.Member(key: "error", value: .object(error))])).text
    }

    /// Google's words for the statuses of HTTP (https://cloud.google.com/apis/design/errors).
    private static let googleStatuses = [
        400: "INVALID_ARGUMENT", 401: "UNAUTHENTICATED", 403: "PERMISSION_DENIED", 404: "NOT_FOUND",
        429: "RESOURCE_EXHAUSTED", 500: "INTERNAL", 503: "UNAVAILABLE", 504: "DEADLINE_EXCEEDED",
    ]
}
