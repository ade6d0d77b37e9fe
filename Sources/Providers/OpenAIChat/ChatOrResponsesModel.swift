import Conversation

/// OpenAI's two protocols behind one name: a model that refuses tools in a chat is asked through the other one, without
/// anybody having to know.
struct ChatOrResponsesModel: LanguageModel {
    let chat: any LanguageModel
    let responses: any LanguageModel

    func answer(
        _ request: ModelRequest,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer {
        let model = request.abilities.toolsNeedResponses && !request.tools.isEmpty ? responses : chat
        return try await model.answer(request, receive: receive)
    }
}
