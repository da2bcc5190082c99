/// What can go wrong with an archive; one line each.
package enum ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
    case cannotOpen(file: String, why: String)
    case exists(file: String)
    case notAnArchive(file: String, found: String)
    case inUse(file: String)
    case belongsToAnotherStudy(file: String, found: String, wanted: String)
    /// Its values are not those that its hashes were made of, or none that this program writes.
    case altered(file: String)
    case anotherPart(file: String, found: String, wanted: String)
    case disagree(file: String, run: String)
    case diskFull(file: String)
    case failed(file: String, why: String)

    package var description: String {
        switch self {
        case .cannotOpen(let file, let why): "\(file): cannot be opened: \(why)"
        case .exists(let file): "\(file): holds the results of a study already; --resume goes on with it, --force replaces it"
        case .notAnArchive(let file, let found): "\(file): is not a results archive of this program: \(found)"
        case .inUse(let file): "\(file): another process is writing to it"
        case .belongsToAnotherStudy(let file, let found, let wanted):
            "\(file): belongs to another study: its identity is \(found.prefix(12)), wanted \(wanted.prefix(12))"
        case .altered(let file):
            "\(file): is damaged or was altered: what it holds is not what its hashes were made of; nothing was read from it"
        case .anotherPart(let file, let found, let wanted): "\(file): holds \(found), wanted \(wanted)"
        case .disagree(let file, let run): "\(file): its result of \(run) is not the one that another archive has"
        case .diskFull(let file):
            "\(file): cannot grow, the disk is full; what was committed is kept, make room and go on with --resume"
        case .failed(let file, let why): "\(file): \(why)"
        }
    }
}
