import Foundation

/// A folder of reference cases and the engine's way of answering it.
package struct ReferenceFolder: Sendable {
    /// The folder's name below the cases directory.
    package let name: String
    /// Answers every case file found in the folder; throws where a file or column is not as its README says.
    package let answer: @Sendable (URL) throws -> [ReferenceAnswer]

    package init(name: String, answer: @escaping @Sendable (URL) throws -> [ReferenceAnswer]) {
        self.name = name
        self.answer = answer
    }

    /// A folder that is known but not answered by this program's `validate`: one row, unjudged, with the reason.
    package init(name: String, notJudgedHere reason: String) {
        self.init(name: name) { _ in
            [ReferenceAnswer(fixture: name, caseName: "-", key: "not judged here: \(reason)", value: .unanswered, expected: nil)]
        }
    }
}
