/// The port through which everything that thinks is reached: a provider's protocol, a lane around it, a script in a
/// test.
package protocol LanguageModel: Sendable {
    /// Sends the request and waits for the answer's end.
    ///
    /// - Parameters:
    ///   - request: goes out as it is; nothing is added that it does not say.
    ///   - receive: called for each event in order, on whatever thread the answer arrives; it must not wait.
    /// - Returns: the whole answer.
    /// - Throws: whatever kept the answer from being whole. A part of an answer is never returned as one.
    func answer(
        _ request: ModelRequest,
        receive: @escaping @Sendable (ModelEvent) -> Void
    ) async throws(ModelError) -> ModelAnswer
}
