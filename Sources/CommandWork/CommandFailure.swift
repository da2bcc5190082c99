/// The version printed and stored in archives.
package enum ProgramVersion {
    package static let text = "0.3.0"
}

/// A failure that ends the program: its lines for standard error, and its exit status.
package struct CommandFailure: Error {
    package let message: String
    package let status: Int32

    package init(message: String, status: Int32) {
        self.message = message
        self.status = status
    }

    /// The input is bad (65).
    package static func badInput(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 65) }
    /// The call is wrong (2).
    package static func wrongCall(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 2) }
    /// Something failed while running (1).
    package static func whileRunning(_ message: String) -> CommandFailure { CommandFailure(message: message, status: 1) }

    /// A flat map about a site near a pole.
    static let mapHoldsPole = wrongCall("--site: the map would hold a pole, allowed: circles that stay a degree away")
}
