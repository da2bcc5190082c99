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

    /// A folder that is known but not answered by this program's `validate`: one row, unjudged, with the reason.
    public init(name: String, notJudgedHere reason: String) {
        self.init(name: name) { _ in
            [ReferenceAnswer(fixture: name, caseName: "-", key: "not judged here: \(reason)", value: .unanswered, expected: nil)]
        }
    }
}
