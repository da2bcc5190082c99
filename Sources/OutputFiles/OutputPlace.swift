#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The place of one output: the rule that every command keeps.
///
/// Never over an input of the command; never over anything but a plain file of the program's own making of the same kind (an
/// empty file holds nothing to lose); never over an archive unless it is said; never over a device, a pipe, a folder or a link,
/// wherever that leads. The place is looked at before the work, the output is made in a private folder beside it and takes the
/// place in one step, whole.
package final class OutputPlace {
    package let path: String
    package let kind: OutputKind
    private let option: String
    /// An archive that is there may be replaced.
    private let isForced: Bool
    private var inputs: [FileIdentity] = []
    /// Folders that inputs lie in, from the root, links resolved.
    private var inputFolders: [String] = []
    private var folder: PrivateFolder?

    /// - Parameters:
    ///   - option: what the call names it by, for messages.
    ///   - inputs: files and folders that the command reads; what is not there is no input.
    package init(
        _ path: String, as kind: OutputKind, option: String = "--out", replacingArchive isForced: Bool = false,
        sparing inputs: [String] = []
    ) throws(OutputFault) {
        self.path = path
        self.kind = kind
        self.option = option
        self.isForced = isForced
        add(inputs)
        try look()
        // What a file system says it allows is not always what it does (the system's own, a quota).
        do throws(OutputFault) { try PrivateFolder(in: Self.folder(of: path), prefix: ".cupola-").remove() } catch {
            guard case .failed(_, let why) = error else { throw error }
            throw .refused(option: option, path: path, why: "cannot be written: \(why)")
        }
    }

    /// Names more inputs, as they become known, and looks again.
    package func spare(_ more: [String]) throws(OutputFault) {
        add(more)
        try look()
    }

    private func add(_ more: [String]) {
        for input in more {
            guard let found = FileIdentity(following: input) else { continue }
            inputs.append(found)
            if found.isFolder, let whole = Self.resolved(input) { inputFolders.append(whole == "/" ? whole : whole + "/") }
        }
    }

    /// Holds the place against the rule as it is now.
    private func look() throws(OutputFault) {
        func refuse(_ why: String) -> OutputFault { .refused(option: option, path: path, why: why) }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw refuse("is no name of a file") }
        guard path.utf8.last != UInt8(ascii: "/") else { throw refuse("is a folder; allowed: the name of a file") }
        guard let found = FileIdentity(path) else {
            guard errno == ENOENT else { throw refuse("cannot be written: \(String(cString: strerror(errno)))") }
            return try lookAtFolder()
        }
        if inputs.contains(where: { $0.isSame(as: found) }) {
            throw refuse("is an input of this command, which is not written over; allowed: another name")
        }
        guard found.isPlain else {
            throw refuse("is \(found.kind), which is not written over; allowed: a new name, or \(article) \(kind.name)")
        }
        if let whole = Self.resolved(path), inputFolders.contains(where: { whole.hasPrefix($0) }) {
            throw refuse("lies among the inputs of this command, which are not written over; allowed: another name")
        }
        if found.size > 0 {
            guard let sample = FileSample(path) else {
                throw refuse("cannot be read, so that it is not written over: \(String(cString: strerror(errno)))")
            }
            guard kind.recognises(sample) else {
                throw refuse("is there already and is not \(article) \(kind.name), so that it is not written over; allowed: another name")
            }
            if kind.isArchive, !isForced {
                throw refuse("holds the results of a study already; --resume goes on with it, --force replaces it")
            }
        }
        try lookAtFolder()
    }

    private var article: String { "aeiouAEIOU".contains(kind.name.first ?? " ") ? "an" : "a" }

    private func lookAtFolder() throws(OutputFault) {
        let parent = Self.folder(of: path)
        func refuse(_ why: String) -> OutputFault { .refused(option: option, path: path, why: "cannot be written: \(why)") }
        guard let found = FileIdentity(following: parent) else { throw refuse("no folder \(parent) there") }
        guard found.isFolder else { throw refuse("\(parent) is not a folder") }
        guard access(parent, W_OK | X_OK) == 0 else { throw refuse("\(parent): \(String(cString: strerror(errno)))") }
        let name =
            path.utf8.count
            - (path.utf8.lastIndex(of: UInt8(ascii: "/")).map { path.utf8.distance(from: path.utf8.startIndex, to: $0) + 1 } ?? 0)
        guard name <= 255 else { throw refuse("the name has \(name) bytes, allowed: 255") }
    }

    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    private static func resolved(_ path: String) -> String? {
        guard let whole = realpath(path, nil) else { return nil }
        defer { free(whole) }
        return String(cString: whole)
    }

    // MARK: Writing

    /// Where the output is made: a file, not there yet, in a private folder beside the place, so that it moves in one step.
    package func workPath() throws(OutputFault) -> String {
        if folder == nil {
            do { folder = try PrivateFolder(in: Self.folder(of: path), prefix: ".cupola-") } catch {
                guard case .failed(_, let why) = error else { throw error }
                throw .failed(path: path, why: why)
            }
        }
        let name = path.split(separator: "/").last.map(String.init) ?? "output"
        return folder!.path + "/" + name
    }

    /// Puts what was made at `workPath()` in its place, whole.
    package func commit() throws(OutputFault) {
        let made = try workPath()
        // What stands there may have changed while the work went on.
        try look()
        guard rename(made, path) == 0 else { throw .failed(path: path, why: String(cString: strerror(errno))) }
        folder?.remove()
        folder = nil
    }

    package func write(_ bytes: [UInt8]) throws(OutputFault) {
        let made = try workPath()
        let file = open(made, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
        guard file >= 0 else { throw .failed(path: path, why: String(cString: strerror(errno))) }
        let isWritten = FileBytes.write(bytes, to: file)
        let why = String(cString: strerror(errno))
        guard close(file) == 0, isWritten else { throw .failed(path: path, why: isWritten ? String(cString: strerror(errno)) : why) }
        try commit()
    }

    package func write(_ text: String) throws(OutputFault) { try write(Array(text.utf8)) }
}

/// What stands at a path: which file it is, and of what kind.
struct FileIdentity {
    private let status: stat

    /// What stands there itself, be it a link.
    init?(_ path: String) {
        var status = stat()
        guard lstat(path, &status) == 0 else { return nil }
        self.status = status
    }

    /// Where its links lead.
    init?(following path: String) {
        var status = stat()
        guard stat(path, &status) == 0 else { return nil }
        self.status = status
    }

    private var format: mode_t { status.st_mode & S_IFMT }
    var isPlain: Bool { format == S_IFREG }
    var isFolder: Bool { format == S_IFDIR }
    var size: Int { Int(status.st_size) }

    func isSame(as other: FileIdentity) -> Bool { status.st_dev == other.status.st_dev && status.st_ino == other.status.st_ino }

    var kind: String {
        switch format {
        case S_IFDIR: "a folder"
        case S_IFLNK: "a link"
        case S_IFIFO: "a pipe"
        case S_IFSOCK: "a socket"
        case S_IFCHR, S_IFBLK: "a device"
        default: "no plain file"
        }
    }
}

extension FileSample {
    /// nil where the file cannot be read.
    init?(_ path: String) {
        let file = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0 else { return nil }
        let size = Int(status.st_size)
        head = FileBytes.read(file, at: 0, 4096)
        tail = FileBytes.read(file, at: max(0, size - 4096), min(size, 4096))
        // Few places are asked for, and only while the kind is found out.
        read = { offset, count in
            let again = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard again >= 0 else { return [] }
            defer { close(again) }
            return FileBytes.read(again, at: offset, count)
        }
    }
}
