import Foundation

/// The bytes of a file from outside: never more of them than asked for, and never waited for where nobody writes.
public enum FileBytes {
    /// Why they cannot be had.
    public enum Fault: Error, Equatable, CustomStringConvertible {
        case missing, folder
        case unreadable(String)
        case large(most: Int)
        case notPlain

        /// Why the file cannot be read, in words.
    public var description: String {
            switch self {
            case .missing: "no such file"
            case .folder: "is a folder, not a file"
            case .unreadable(let why): "cannot be read: \(why)"
            case .large(let most): "is larger than \(most >> 20) MiB, the most that is read"
            case .notPlain: "is a pipe or device, allowed: a plain file"
            }
        }
    }

    /// Reads a whole file.
    ///
    /// A pipe is read to its end while something writes to it, as shells make them for `<(…)`; one that nobody writes to is empty.
    /// - Parameters:
    ///   - path: of the file.
    ///   - most: bytes; a file with more is refused.
    ///   - needsPlain: refuses pipes and devices, for what is read more than once.
    public static func read(_ path: String, most: Int, needsPlain: Bool = false) throws(Fault) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw errno == ENOENT ? .missing : .unreadable(reason) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(reason) }
        let kind = status.st_mode & S_IFMT
        guard kind != S_IFDIR else { throw .folder }
        guard kind == S_IFREG || !needsPlain else { throw .notPlain }
        guard kind != S_IFREG || Int(status.st_size) <= most else { throw .large(most: most) }
        var bytes: [UInt8] = []
        bytes.reserveCapacity(kind == S_IFREG ? Int(status.st_size) : 0)
        var part = [UInt8](repeating: 0, count: 1 << 16)
        while bytes.count <= most {
            let count = Foundation.read(file, &part, part.count)
            if count < 0, errno == EINTR { continue }
            if count < 0, errno == EAGAIN {
                var wanted = pollfd(fd: file, events: Int16(POLLIN), revents: 0)
                _ = poll(&wanted, 1, -1)
                continue
            }
            guard count >= 0 else { throw .unreadable(reason) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: part[..<count])
        }
        throw .large(most: most)
    }

    /// The first bytes of a plain file; fewer where it is shorter.
    public static func start(of path: String, count: Int) throws(Fault) -> [UInt8] {
        let file = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { throw errno == ENOENT ? .missing : .unreadable(reason) }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { throw .unreadable(reason) }
        guard status.st_mode & S_IFMT != S_IFDIR else { throw .folder }
        guard status.st_mode & S_IFMT == S_IFREG else { throw .notPlain }
        var bytes = [UInt8](repeating: 0, count: count)
        let found = pread(file, &bytes, count, 0)
        guard found >= 0 else { throw .unreadable(reason) }
        return Array(bytes[..<found])
    }

    private static var reason: String { String(cString: strerror(errno)).lowercased() }
}
