import Foundation
import ScenarioDocuments

/// Files of the project beside the program or in the current folder.
package enum ProjectFiles {
    package static func find(_ name: String) throws(DocumentErrors) -> String {
        if FileManager.default.fileExists(atPath: name) { return name }
        var folder = (Bundle.main.executableURL ?? URL(filePath: CommandLine.arguments[0])).resolvingSymlinksInPath().deletingLastPathComponent()
        for _ in 0..<8 {
            // Beside the program, or where `make install` puts it.
            for place in [name, "share/cupola/\(name)"] {
                let candidate = folder.appending(path: place).path
                if FileManager.default.fileExists(atPath: candidate) { return candidate }
            }
            folder = folder.deletingLastPathComponent()
        }
        throw DocumentErrors(file: name, message: "not here and not beside the program")
    }
}
