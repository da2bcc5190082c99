#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif
import Synchronization

/// A folder with a name by chance that only its owner may enter, removed with all in it by its handle: never a folder that only
/// has its name.
package final class PrivateFolder: Sendable {
    package let path: String
    private let descriptor: Int32

    /// Those that are still there, for a program that is stopped by a signal.
    private static let present = Mutex<[ObjectIdentifier: (path: String, descriptor: Int32)]>([:])

    /// - Parameters:
    ///   - parent: the folder that it is made in; `TMPDIR` or /tmp when absent.
    ///   - prefix: what its name begins with.
    package init(in parent: String? = nil, prefix: String = "cupola-") throws(OutputFault) {
        let place = parent ?? getenv("TMPDIR").map { String(cString: $0) }.flatMap { $0.isEmpty ? nil : $0 } ?? "/tmp"
        var template = Array("\(place)/\(prefix)XXXXXX".utf8CString)
        // Mode 0700, a name by chance, never one that is there.
        guard mkdtemp(&template) != nil else {
            let why = String(cString: strerror(errno))
            throw .failed(path: place, why: parent == nil ? "no temporary folder can be made there (TMPDIR): \(why)" : why)
        }
        path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        guard descriptor >= 0 else { throw .failed(path: path, why: String(cString: strerror(errno))) }
        let entry = (path, descriptor)
        Self.present.withLock { $0[ObjectIdentifier(self)] = entry }
    }

    deinit { remove() }

    /// Removes it and all in it; nothing where it is gone already.
    package func remove() {
        guard let entry = Self.present.withLock({ $0.removeValue(forKey: ObjectIdentifier(self)) }) else { return }
        Self.remove(entry)
        close(entry.descriptor)
    }

    /// Removes all that are there: the program is about to end.
    package static func removeAll() {
        let entries = present.withLock { all in
            defer { all = [:] }
            return Array(all.values)
        }
        for entry in entries { remove(entry) }
    }

    private static func remove(_ entry: (path: String, descriptor: Int32)) {
        empty(entry.descriptor, depth: 0)
        var own = stat()
        var named = stat()
        guard fstat(entry.descriptor, &own) == 0, lstat(entry.path, &named) == 0, own.st_dev == named.st_dev, own.st_ino == named.st_ino
        else { return }
        rmdir(entry.path)
    }

    /// Empties a folder by its handle; links are removed, never followed.
    private static func empty(_ folder: Int32, depth: Int) {
        guard depth < 64 else { return }
        let copy = openat(folder, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard copy >= 0 else { return }
        guard let stream = fdopendir(copy) else {
            close(copy)
            return
        }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { tuple in
                tuple.withMemoryRebound(to: CChar.self, capacity: 256) { start in
                    Array(UnsafeBufferPointer(start: start, count: strlen(start) + 1))
                }
            }
            if name == [46, 0] || name == [46, 46, 0] || unlinkat(folder, name, 0) == 0 { continue }
            let inner = openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard inner >= 0 else { continue }
            empty(inner, depth: depth + 1)
            close(inner)
            unlinkat(folder, name, AT_REMOVEDIR)
        }
    }

    /// Writes a new file, whose name is given in steps; folders on the way are made.
    ///
    /// A step is a plain name: not empty, no slash, not `.` or `..`; so that nothing can be written elsewhere.
    package func write(_ bytes: [UInt8], to steps: [String]) throws(OutputFault) {
        let shown = steps.joined(separator: "/")
        guard !steps.isEmpty, steps.allSatisfy(Self.isPlain) else { throw .failed(path: shown, why: "is no name of a file") }
        func failure() -> OutputFault { .failed(path: "\(path)/\(shown)", why: String(cString: strerror(errno))) }
        var folder = descriptor
        defer { if folder != descriptor { close(folder) } }
        for step in steps.dropLast() {
            if mkdirat(folder, step, 0o700) != 0, errno != EEXIST { throw failure() }
            let next = openat(folder, step, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard next >= 0 else { throw failure() }
            if folder != descriptor { close(folder) }
            folder = next
        }
        let file = openat(folder, steps[steps.count - 1], O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
        guard file >= 0 else { throw failure() }
        let isWritten = FileBytes.write(bytes, to: file)
        let error = errno
        guard close(file) == 0, isWritten else {
            errno = isWritten ? errno : error
            throw failure()
        }
    }

    private static func isPlain(_ step: String) -> Bool {
        !step.isEmpty && step != "." && step != ".." && step.utf8.count <= 255 && !step.utf8.contains { $0 == 0 || $0 == UInt8(ascii: "/") }
    }
}

/// Whole bytes to and from a descriptor.
enum FileBytes {
    static func write(_ bytes: [UInt8], to file: Int32) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = put(file, buffer.baseAddress! + done, min(buffer.count - done, 1 << 30))
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return false }
                done += count
            }
            return true
        }
    }

    private static func put(_ file: Int32, _ start: UnsafeRawPointer, _ count: Int) -> Int {
        #if canImport(Glibc)
        Glibc.write(file, start, count)
        #else
        Darwin.write(file, start, count)
        #endif
    }

    static func read(_ file: Int32, at offset: Int, _ count: Int) -> [UInt8] {
        guard offset >= 0, count > 0 else { return [] }
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
            while filled < count {
                let got = pread(file, buffer.baseAddress! + filled, count - filled, off_t(offset + filled))
                if got < 0, errno == EINTR { continue }
                guard got > 0 else { break }
                filled += got
            }
        }
    }
}
