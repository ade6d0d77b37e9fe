/// Why some bytes are not the JSON that was expected, and where.
package struct JSONError: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        case unexpectedEnd
        /// Some other byte stands where this was expected: `a value`, `":"`, `"," or "}"`.
        case expected(String)
        case invalidNumber
        case invalidEscape
        /// A control character inside a string, or bytes that are not UTF-8.
        case invalidText
        /// More than `JSONReader.depthLimit` arrays and objects inside each other.
        case tooDeep
        /// Something follows where the text should have ended.
        case trailing
    }

    package var kind: Kind
    /// The byte at which reading stopped, counted from 0.
    package var offset: Int

    package init(_ kind: Kind, at offset: Int) {
        self.kind = kind
        self.offset = offset
    }
}
