import Foundation

/// Files that people give, taken in whole: plain ones alone, and none larger than stated.
package enum InputFile {
    /// Bytes at most.
    package static let sizeMaximum = 1 << 30

    /// Refuses a folder, pipe or device, whose reading may never end, and what is too large.
    package static func check(_ path: String) throws(ReferenceError) {
        var status = stat()
        guard stat(path, &status) == 0 else { throw .unreadable(file: path, why: String(cString: strerror(errno))) }
        guard status.st_mode & S_IFMT == S_IFREG else {
            throw .unreadable(file: path, why: "is a folder, pipe or device, allowed: a plain file")
        }
        guard status.st_size <= sizeMaximum else {
            throw .unreadable(file: path, why: "has \(status.st_size) bytes, allowed: at most \(sizeMaximum) (1 GiB)")
        }
    }

    package static func data(_ path: String) throws(ReferenceError) -> Data {
        try check(path)
        do { return try Data(contentsOf: URL(filePath: path)) } catch {
            throw .unreadable(file: path, why: "\(error.localizedDescription)")
        }
    }
}
