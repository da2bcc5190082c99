public import Foundation

/// A folder of reference cases and the engine's way of answering it.
public struct ReferenceFolder: Sendable {
    /// The folder's name below the cases directory.
    public let name: String
    /// Answers every case file found in the folder; throws where a file or column is not as its README says.
    public let answer: @Sendable (URL) throws -> [ReferenceAnswer]

    public init(name: String, answer: @escaping @Sendable (URL) throws -> [ReferenceAnswer]) {
        self.name = name
        self.answer = answer
    }
}
