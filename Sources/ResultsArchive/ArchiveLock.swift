import Foundation

/// An advisory lock on the archive, held until the process ends, so that two writers cannot meet.
final class ArchiveLock: Sendable {
    private let descriptor: Int32

    /// - Parameters:
    ///   - makes: the file is made; it must not be there.
    ///   - patience: seconds to wait for another process that holds it.
    init(_ file: String, makes: Bool = false, patience: Int = 0) throws(ArchiveError) {
        let flags = O_RDWR | O_CLOEXEC | O_NOFOLLOW | (makes ? O_CREAT | O_EXCL : 0)
        let descriptor = open(file, flags, 0o644)
        guard descriptor >= 0 else {
            if errno == EEXIST { throw .exists(file: file) }
            throw .cannotOpen(file: file, why: String(cString: strerror(errno)))
        }
        self.descriptor = descriptor
        var left = patience
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard left > 0 else { throw .inUse(file: file) }
            left -= 1
            sleep(1)
        }
    }

    deinit { close(descriptor) }
}
