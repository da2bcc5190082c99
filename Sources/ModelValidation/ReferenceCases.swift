import Foundation

/// Every folder of reference cases that the program can answer.
package enum ReferenceCases {
    /// The folders by name; a folder that is not among them is an error.
    static let folders: [ReferenceFolder] = [
        ReferenceFolder(name: "models") { try ModelCases.answer(folder: $0) },
        ReferenceFolder(name: "elementary") { try ElementaryCases.answer(folder: $0) },
        ReferenceFolder(name: "geodesy") { try GeodesyCases.answer(folder: $0) },
        ReferenceFolder(name: "atmosphere") { try AtmosphereCases.answer(folder: $0) },
        ReferenceFolder(name: "radar") { try RadarFolderCases.answer(folder: $0) },
        ReferenceFolder(name: "filters") { try FilterCases.answer(folder: $0) },
        ReferenceFolder(name: "assignment") { try AssignmentCases.answer(folder: $0) },
        DiffractionCases.folder,
        TerrainImpactCases.folder,
        TrackStartCases.folder,
        ClutterCases.folder,
        LowEndgameCases.folder,
        CapacityCases.folder,
        LossSystemCases.folder,
        RareEventCases.folder,
        ScreeningCases.folder,
        SiteCases.folder,
        ReferenceFolder(name: "tracking", notJudgedHere: "`cupola track`, by the scorer beside the cases"),
        ReferenceFolder(name: "air-traffic", notJudgedHere: "recorded Mode S frames, no question to the engine"),
    ]

    /// Answers everything below `directory`.
    /// - Parameter others: folders that layers above this one answer.
    package static func answers(in directory: URL, and others: [ReferenceFolder] = []) throws -> [ReferenceAnswer] {
        // A layer above may answer what is not judged here.
        let folders = others + folders
        let manager = FileManager.default
        guard let names = try? manager.contentsOfDirectory(atPath: directory.path) else {
            throw ReferenceError.unreadable(file: directory.path, why: "no such folder")
        }
        var all: [ReferenceAnswer] = []
        for name in names.sorted() where !name.hasPrefix(".") {
            var isFolder: ObjCBool = false
            let url = directory.appending(path: name)
            guard manager.fileExists(atPath: url.path, isDirectory: &isFolder), isFolder.boolValue else { continue }
            guard let folder = folders.first(where: { $0.name == name }) else {
                throw ReferenceError.unknownFolder(name, known: folders.map(\.name))
            }
            all += try folder.answer(url)
        }
        return all
    }
}
