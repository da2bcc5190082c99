/// Why an output has no place, or did not get there; one line.
package enum OutputFault: Error, Sendable, Equatable, CustomStringConvertible {
    /// Found before the work: what was asked for names no place that may be written.
    case refused(option: String, path: String, why: String)
    /// While it was written.
    case failed(path: String, why: String)

    package var description: String {
        switch self {
        case .refused(let option, let path, let why): "\(option.isEmpty ? "" : option + ": ")\(path): \(why)"
        case .failed(let path, let why): "\(path): cannot be written: \(why)"
        }
    }
}
