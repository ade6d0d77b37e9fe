import Conversation

extension AnswerStream {
    /// Fragments of one answer, each of the shape of the whole; the first call of a step is signed.
    var gemini: [String] {
        var parts: [JSONObject] = Self.split(answer.reasoning).map { ["text": .string($0), "thought": true] }
        parts += Self.split(answer.text).map { ["text": .string($0)] }
        for (number, call) in answer.calls.enumerated() {
            var part: JSONObject = [
                "functionCall": [
                    "id": .string(callID(number)), "name": .string(call.name),
                    "args": (try? JSONValue(parsing: call.arguments)) ?? [:],
                ]
            ]
            if number == 0 { part["thoughtSignature"] = "c2lnbmF0dXJl" }
            parts.append(part)
        }
        var fragments = parts.map { fragment([.object($0)], finish: nil) }
        fragments.append(fragment([["text": ""]], finish: answer.stop ?? "STOP"))
        return fragments.map { "data: \($0.text)\n\n" }
    }

    private func fragment(_ parts: [JSONValue], finish: String?) -> JSONValue {
        var candidate: JSONObject = ["index": 0, "content": ["role": "model", "parts": .array(parts)]]
        if let finish { candidate["finishReason"] = .string(finish) }
        var fragment: JSONObject = ["candidates": [.object(candidate)]]
        if let usage = answer.usage {
            if !usage.isEmpty { fragment["usageMetadata"] = try? JSONValue(parsing: usage) }
        } else {
            fragment["usageMetadata"] = geminiUsage(isWhole: finish != nil)
        }
        fragment["modelVersion"] = .string(request.model)
        fragment["responseId"] = .string("resp_\(request.number)")
        return .object(fragment)
    }

    /// Running totals: what was put out is counted at the end.
    private func geminiUsage(isWhole: Bool) -> JSONValue {
        let (input, output, thoughts) = (request.inputTokens, answer.outputTokens, answer.reasoningTokens)
        guard isWhole else {
            return ["promptTokenCount": .number(String(input)), "totalTokenCount": .number(String(input))]
        }
        return [
            "promptTokenCount": .number(String(input)),
            "candidatesTokenCount": .number(String(output - thoughts)),
            "thoughtsTokenCount": .number(String(thoughts)),
            "totalTokenCount": .number(String(input + output)),
        ]
    }
}
