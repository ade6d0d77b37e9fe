import Conversation

extension AnswerStream {
    /// Events as the Responses protocol has them: each item begins, comes in pieces, and is done; the last event repeats
    /// the whole.
    var responses: [String] {
        var events: [JSONObject] = [
            ["type": "response.created", "response": response(status: "in_progress", output: [])]
        ]
        let output = responsesItems
        for (index, item) in output.enumerated() {
            let place: JSONValue = .number(String(index))
            let id = item["id"] ?? .null
            events.append([
                "type": "response.output_item.added", "output_index": place, "item": started(item),
            ])
            switch item["type"]?.string {
            case "reasoning":
                events += Self.split(answer.reasoning).map {
                    [
                        "type": "response.reasoning_summary_text.delta", "item_id": id, "output_index": place,
                        "summary_index": 0, "delta": .string($0),
                    ]
                }
            case "message":
                events.append([
                    "type": "response.content_part.added", "item_id": id, "output_index": place,
                    "content_index": 0,
                    "part": ["type": "output_text", "text": "", "annotations": [], "logprobs": []],
                ])
                events += Self.split(answer.text).map {
                    [
                        "type": "response.output_text.delta", "item_id": id, "output_index": place,
                        "content_index": 0, "delta": .string($0), "logprobs": [],
                    ]
                }
            default:
                events += Self.split(item["arguments"]?.string ?? "").map {
                    [
                        "type": "response.function_call_arguments.delta", "item_id": id,
                        "output_index": place,
                        "delta": .string($0),
                    ]
                }
            }
            events.append(["type": "response.output_item.done", "output_index": place, "item": item])
        }
        let status = answer.stop == "max_output_tokens" ? "incomplete" : "completed"
        events.append([
            "type": .string("response.\(status)"), "response": response(status: status, output: output),
        ])
        return events.enumerated().map { number, event in
            var event = event
            event["sequence_number"] = .number(String(number))
            return "event: \(event["type"]?.string ?? "")\ndata: \(JSONValue.object(event).text)\n\n"
        }
    }

    private var responsesItems: [JSONValue] {
        var items: [JSONValue] = []
        if !answer.reasoning.isEmpty {
            items.append([
                "type": "reasoning", "id": .string("rs_\(request.number)"),
                "summary": [["type": "summary_text", "text": .string(answer.reasoning)]],
                "encrypted_content": "ZW5jcnlwdGVk",
            ])
        }
        if !answer.text.isEmpty {
            items.append([
                "type": "message", "id": .string("msg_\(request.number)"), "status": "completed",
                "role": "assistant",
                "content": [["type": "output_text", "text": .string(answer.text), "annotations": []]],
            ])
        }
        for (number, call) in answer.calls.enumerated() {
            items.append([
                "type": "function_call", "id": .string("fc_\(request.number)_\(number)"),
                "status": "completed",
                "call_id": .string(callID(number)), "name": .string(call.name),
                "arguments": .string(call.arguments),
            ])
        }
        return items
    }

    /// An item before its first piece.
    private func started(_ item: JSONValue) -> JSONValue {
        guard var object = item.object else { return item }
        if object["status"] != nil { object["status"] = "in_progress" }
        if object["content"] != nil { object["content"] = [] }
        if object["summary"] != nil { object["summary"] = [] }
        if object["arguments"] != nil { object["arguments"] = "" }
        return .object(object)
    }

    private func response(status: String, output: [JSONValue]) -> JSONValue {
        var response: JSONObject = [
            "id": .string("resp_\(request.number)"), "object": "response", "created_at": 1,
            "status": .string(status), "model": .string(request.model), "output": .array(output),
            "parallel_tool_calls": true, "tool_choice": "auto", "tools": [], "service_tier": "default",
        ]
        if status != "in_progress" {
            if let usage = answer.usage {
                response["usage"] = (try? JSONValue(parsing: usage)) ?? .null
            } else {
                response["usage"] = responsesUsage
            }
        }
        if status == "incomplete" { response["incomplete_details"] = ["reason": "max_output_tokens"] }
        return .object(response)
    }

    private var responsesUsage: JSONValue {
        let (input, output) = (request.inputTokens, answer.outputTokens)
        return [
            "input_tokens": .number(String(input)), "output_tokens": .number(String(output)),
            "total_tokens": .number(String(input + output)),
            "input_tokens_details": ["cached_tokens": 0, "cache_write_tokens": 0],
            "output_tokens_details": ["reasoning_tokens": .number(String(answer.reasoningTokens))],
        ]
    }
}
