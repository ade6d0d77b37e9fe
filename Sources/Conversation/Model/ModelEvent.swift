/// What is told of an answer while it comes. The whole answer is what `LanguageModel.answer` returns; events are for
/// clocks and displays.
package enum ModelEvent: Hashable, Sendable {
    /// The provider took the request: its answer begins.
    case began
    /// Text for the reader.
    case text(String)
    /// A piece of the model's reasoning.
    case reasoning(String)
    /// A piece of a tool call, whose arguments are not complete yet.
    case toolCall
}
