/// The name of a member as it stands in the text, for comparing with the names that a reader knows: a stream repeats the
/// same few names in every event, and no string is made of them.
///
/// ```swift
/// switch key {
/// case "content": content = try reader.readString()
/// default: try reader.skipValue()
/// }
/// ```
package struct JSONKey: Sendable {
    let bytes: [UInt8]
    let range: Range<Int>

    package static func ~= (name: StaticString, key: JSONKey) -> Bool {
        let count = name.utf8CodeUnitCount
        guard key.range.count == count else { return false }
        return key.bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<count where bytes[key.range.lowerBound + index] != name.utf8Start[index] {
                return false
            }
            return true
        }
    }
}
