import Foundation

/// An advisory lock on the archive, held until the process ends, so that two writers cannot meet.
final class ArchiveLock: Sendable {
    private let descriptor: Int32

    init(_ file: String) throws(ArchiveError) {
        descriptor = open(file, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotOpen(file: file, why: String(cString: strerror(errno))) }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            close(descriptor)
            throw .inUse(file: file)
        }
    }

    deinit { close(descriptor) }
}
