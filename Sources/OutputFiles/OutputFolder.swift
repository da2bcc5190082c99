#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The folder of a command that writes several files: made where there is none, never a link, wherever that leads.
///
/// Its files keep the rule of `OutputPlace` each by itself.
package enum OutputFolder {
    /// - Parameter option: what the call names it by, for messages.
    package static func make(_ path: String, option: String = "--out") throws(OutputFault) {
        func refuse(_ why: String) -> OutputFault { .refused(option: option, path: path, why: why) }
        guard !path.isEmpty, !path.utf8.contains(0) else { throw refuse("is no name of a folder") }
        // A slash at the end would have the system follow a link.
        var bare = Substring(path)
        while bare.count > 1, bare.last == "/" { bare.removeLast() }
        try step(String(bare), refuse)
    }

    private static func step(_ path: String, _ refuse: (String) -> OutputFault, isLast: Bool = true) throws(OutputFault) {
        if let found = isLast ? FileIdentity(path) : FileIdentity(following: path) {
            guard found.isFolder else {
                throw refuse(isLast ? "is \(found.kind), no folder; allowed: a new name or a folder" : "cannot be made a folder: \(path) is \(found.kind)")
            }
            return
        }
        guard errno == ENOENT else { throw refuse("cannot be made a folder: \(String(cString: strerror(errno)))") }
        if path.contains("/"), path != "/" { try step(OutputPlace.folder(of: path), refuse, isLast: false) }
        guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw refuse("cannot be made a folder: \(String(cString: strerror(errno)))") }
    }
}
