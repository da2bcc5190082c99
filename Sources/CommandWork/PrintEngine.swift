import Foundation
import OutputFiles
import StudyReports

/// A page as PDF by an engine of its own: headless Chromium where it is installed, else WeasyPrint.
package enum PrintEngine {
    package static func print(_ page: String, to place: OutputPlace) throws {
        let file = place.path
        do {
            let own = try PrivateFolder(prefix: "cupola-print-")
            defer { own.remove() }
            let folder = URL(filePath: own.path)
            // Colours written out: an engine of print may know no variables.
            try own.write(Array(HTMLStyle.flatten(page).utf8), to: ["report.html"])
            let source = folder.appending(path: "report.html")
            let made = folder.appending(path: "report.pdf").path
            guard let call = call(source: source.path, target: made, profile: folder.appending(path: "profile").path) else {
                throw CommandFailure.whileRunning("PDF needs chromium or weasyprint, and neither is installed; Tools/setup.sh pdf installs weasyprint")
            }
            let process = Process()
            process.executableURL = URL(filePath: call.program)
            process.arguments = call.arguments
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            process.waitUntilExit()
            guard process.terminationStatus == 0, let data = FileManager.default.contents(atPath: made), data.starts(with: Data("%PDF".utf8)) else {
                throw CommandFailure.whileRunning("\(file): \((call.program as NSString).lastPathComponent) made no PDF (exit \(process.terminationStatus))")
            }
            // A comment behind the end, where readers pass over it and the program looks for its mark.
            try place.write([UInt8](data) + Array("\n% Cupola report\n".utf8))
        } catch let failure where failure is CommandFailure || failure is OutputFault { throw failure } catch {
            throw CommandFailure.whileRunning("\(file): cannot be written: \(error.localizedDescription)")
        }
    }

    private static func call(source: String, target: String, profile: String) -> (program: String, arguments: [String])? {
        for name in ["chromium", "chromium-browser", "google-chrome"] {
            guard let program = find(name) else { continue }
            return (program, [
                "--headless", "--disable-gpu", "--user-data-dir=\(profile)", "--no-pdf-header-footer",
                // A container's root has no sandbox to give; the page is the program's own and has no script.
                "--no-sandbox", "--print-to-pdf=\(target)", "file://\(source)",
            ])
        }
        return find("weasyprint").map { ($0, [source, target]) }
    }

    private static func find(_ name: String) -> String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "/usr/bin").split(separator: ":")
        return folders.map { "\($0)/\(name)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }
}
