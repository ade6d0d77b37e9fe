/// Takes server-sent events out of a byte stream, after the event-stream format of the HTML Standard
/// (https://html.spec.whatwg.org/multipage/server-sent-events.html#parsing-an-event-stream).
///
/// However the stream is cut into chunks, the events are the same. An event that lies whole in one chunk, with its
/// data on one line, is handed out as a range of that chunk: nothing is copied.
///
/// ```swift
/// events.feed(chunk)
/// while let event = events.next() { decode(event.bytes, in: event.range) }
/// ```
///
/// Names, IDs and retry times are passed over: every protocol that is spoken here says in the data what an event is.
package struct ServerSentEvents: Sendable {
    /// One event's data.
    package struct Event: Sendable {
        package var bytes: [UInt8]
        /// Where in `bytes` the data lies.
        package var range: Range<Int>
    }

    private var buffer: [UInt8] = []
    /// The first byte of the event that is being read.
    private var eventStart = 0
    /// The first byte of the line that is being read.
    private var lineStart = 0
    /// The first byte that was not looked at.
    private var cursor = 0
    /// Whether a line ended in CR at the very end of what came, so that an LF after it belongs to it.
    private var skipsLineFeed = false
    private var isFirstLine = true
    private var data = EventData.none

    private enum EventData {
        case none
        case line(Range<Int>)
        case joined([UInt8])
    }

    package init() {}

    /// Adds bytes of the stream. Every event of what came before must have been taken by `next()`.
    package mutating func feed(_ bytes: [UInt8]) {
        if eventStart == buffer.count {
            buffer = bytes
            shift(by: eventStart)
        } else {
            if eventStart > 0 {
                buffer.removeSubrange(0..<eventStart)
                shift(by: eventStart)
            }
            buffer += bytes
        }
    }

    /// The next whole event of what was fed; nothing until more is fed. An event whose closing blank line never comes
    /// is never handed out.
    package mutating func next() -> Event? {
        while let line = nextLine() {
            if line.isEmpty {
                defer {
                    eventStart = cursor
                    data = .none
                }
                switch data {
                case .none: continue
                case .line(let range): return Event(bytes: buffer, range: range)
                case .joined(let bytes): return Event(bytes: bytes, range: 0..<bytes.count)
                }
            }
            if let value = dataValue(of: line) {
                add(value)
            } else if case .none = data {
                // A comment or a name needs not be kept until the event is whole.
                eventStart = cursor
            }
        }
        return nil
    }
}

// MARK: - Lines

extension ServerSentEvents {
    /// The next line without its end. "Lines must be separated by either a CRLF pair, a single LF, or a single CR."
    private mutating func nextLine() -> Range<Int>? {
        if skipsLineFeed, cursor < buffer.count {
            skipsLineFeed = false
            if buffer[cursor] == Self.lineFeed {
                cursor += 1
                // The line that the pair ended may have been an event's last, or this may follow one.
                if eventStart == lineStart { eventStart = cursor }
                lineStart = cursor
            }
        }
        let end = buffer.withUnsafeBufferPointer { bytes in
            var index = cursor
            while index < bytes.count, bytes[index] != Self.lineFeed, bytes[index] != Self.carriageReturn {
                index += 1
            }
            return index
        }
        guard end < buffer.count else {
            cursor = end
            return nil
        }
        var line = lineStart..<end
        cursor = end + 1
        if buffer[end] == Self.carriageReturn {
            if cursor == buffer.count {
                skipsLineFeed = true
            } else if buffer[cursor] == Self.lineFeed {
                cursor += 1
            }
        }
        lineStart = cursor
        if isFirstLine {
            isFirstLine = false
            // "… optionally preceded by a single U+FEFF BYTE ORDER MARK."
            if buffer[line].starts(with: [0xEF, 0xBB, 0xBF]) { line = line.lowerBound + 3..<end }
        }
        return line
    }

    /// The value of a line whose field name is `data`; comments begin with the colon and so have no name.
    private func dataValue(of line: Range<Int>) -> Range<Int>? {
        let name = line.lowerBound + 4
        guard name <= line.upperBound, buffer[line.lowerBound..<name].elementsEqual(Self.dataField) else {
            return nil
        }
        guard name < line.upperBound else { return name..<name }
        guard buffer[name] == UInt8(ascii: ":") else { return nil }
        // "If value starts with a U+0020 SPACE character, remove it from value."
        let value = name + 1
        let hasSpace = value < line.upperBound && buffer[value] == UInt8(ascii: " ")
        return (hasSpace ? value + 1 : value)..<line.upperBound
    }

    /// "Append the field value to the data buffer, then append a single U+000A LINE FEED character to the data
    /// buffer"; the last such character is taken off again when the event ends.
    private mutating func add(_ value: Range<Int>) {
        switch data {
        case .none:
            data = .line(value)
        case .line(let first):
            data = .joined(Array(buffer[first]) + [Self.lineFeed] + buffer[value])
        case .joined(var bytes):
            data = .none
            bytes.append(Self.lineFeed)
            bytes += buffer[value]
            data = .joined(bytes)
        }
    }

    /// Forgets the first bytes of the buffer.
    private mutating func shift(by count: Int) {
        eventStart -= count
        lineStart -= count
        cursor -= count
        if case .line(let range) = data {
            data = .line(range.lowerBound - count..<range.upperBound - count)
        }
    }

    private static let lineFeed = UInt8(ascii: "\n")
    private static let carriageReturn = UInt8(ascii: "\r")
    private static let dataField: [UInt8] = Array("data".utf8)
}
