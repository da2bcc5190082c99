/// What can go wrong with an archive; one line each.
public enum ArchiveError: Error, Sendable, Equatable, CustomStringConvertible {
    case cannotOpen(file: String, why: String)
    case exists(file: String)
    case notAnArchive(file: String, found: String)
    case inUse(file: String)
    case belongsToAnotherStudy(file: String, found: String, wanted: String)
    case disagree(file: String, run: String)
    case diskFull(file: String)
    case failed(file: String, why: String)

    public var description: String {
        switch self {
        case .cannotOpen(let file, let why): "\(file): cannot be opened: \(why)"
        case .exists(let file): "\(file): already there; give --resume to go on with it, or another name"
        case .notAnArchive(let file, let found): "\(file): is not a results archive of this program: \(found)"
        case .inUse(let file): "\(file): another process is writing to it"
        case .belongsToAnotherStudy(let file, let found, let wanted):
            "\(file): belongs to another study: its identity is \(found.prefix(12)), wanted \(wanted.prefix(12))"
        case .disagree(let file, let run): "\(file): its result of \(run) is not the one that another archive has"
        case .diskFull(let file):
            "\(file): cannot grow, the disk is full; what was committed is kept, make room and go on with --resume"
        case .failed(let file, let why): "\(file): \(why)"
        }
    }
}
