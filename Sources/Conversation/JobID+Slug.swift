extension JobID {
    /// The name of a job's files: its ID in at most 80 of `[a-z0-9._-]`, then eight hex digits of the ID's digest, so
    /// that IDs that differ only in what a file name cannot hold have files of their own.
    ///
    /// `explain-actors[model=mini-high]#3` is `explain-actors-model-mini-high-3-` and the digits.
    package var slug: String {
        var name: [UInt8] = []
        for byte in rawValue.utf8 where name.count < 80 {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"),
                UInt8(ascii: "_"):
                name.append(byte)
            case UInt8(ascii: "A")...UInt8(ascii: "Z"):
                name.append(byte | 0x20)
            case UInt8(ascii: ".") where !name.isEmpty:
                // Never first: a file must not be hidden, nor be `..`.
                name.append(byte)
            default:
                if let last = name.last, last != UInt8(ascii: "-") { name.append(UInt8(ascii: "-")) }
            }
        }
        while name.last == UInt8(ascii: "-") { name.removeLast() }
        let digits = Digest(of: rawValue).prefix(8)
        return name.isEmpty ? digits : String(decoding: name, as: UTF8.self) + "-" + digits
    }
}
