import FlightDynamics
import Foundation
import ScenarioDocuments
import Testing

@testable import CatalogueCalibration

@Suite(.enabled(if: ProcessInfo.processInfo.environment["CUPOLA_WALK"] != nil, "runs with make walk")) struct OwnEntryTests {
    static let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path
    static let figures = MissileFigures(range: 60_000, altitude: 20_000, speed: 1_100, mass: 600, guidance: .active)
    static let lance = DerivedMissile(figures)

    /// A folder of one's own with a missile, a radar and a system.
    private func ownFolder() throws -> String {
        let path = NSTemporaryDirectory() + "cupola-own-\(ProcessInfo.processInfo.globallyUniqueString)"
        let folder = EntryFolder(path: path, replaces: false)
        try folder.add(source: "own_lance", title: "A leaflet", url: "https://example.org/lance", date: "2026")
        let source = FigureSource(ref: "own_lance")
        try folder.write(MissileEntry.self, "lance", text: Self.lance.text(id: "lance", name: "Lance", source: source))
        let radar = RadarFigures(
            range: 150_000, crossSection: 1, period: 2, antennaHeight: 8, purpose: .engagement, channels: 8, guided: 16)
        try folder.write(RadarEntry.self, "lens", text: radar.text(id: "lens", name: "Lens", source: source))
        let system = SystemFigures(missiles: ["lance"], engagementRadar: "lens", channels: 8, guided: 16, reaction: 10)
        try folder.write(SystemEntry.self, "keep", text: system.text(id: "keep", name: "Keep", source: source))
        return path
    }

    @Test func `a missile of one's own flies its figures`() {
        let result = Self.lance.result
        #expect(abs(result.range / 60_000 - 1) < 0.05, "\(result.range)")
        #expect(result.altitude > 0.8 * 20_000, "\(result.altitude)")
        #expect(abs(result.speedMaximum / 1_100 - 1) < 0.02, "\(result.speedMaximum)")
    }

    @Test func `calibrating an entry that was just written finds the same motor`() throws {
        let catalogue = try CatalogueDocument.load(directories: [ownFolder()])
        let again = InterceptorCalibration.calibrate(try EntryCalibration.publicData(of: #require(catalogue.missile("lance"))))
        #expect(abs(again.propellantMass / Self.lance.result.propellantMass - 1) < 0.01, "\(again.propellantMass)")
        #expect(abs(again.range / Self.lance.result.range - 1) < 0.01, "\(again.range)")
    }

    @Test func `a mass that is not given is the least that carries so far`() {
        let derived = DerivedMissile(MissileFigures(range: 15_000, altitude: 8_000, speed: 850, guidance: .command))
        #expect(derived.mass >= 40 && derived.mass < 1_000, "\(derived.mass)")
        #expect(derived.result.range >= 0.97 * 15_000)
    }

    @Test func `taking every other entry out of the catalogue changes nothing in one's own`() throws {
        let own = try ownFolder()
        let alone = try CatalogueDocument.load(directories: [own])
        let among = try CatalogueDocument.load(directories: [Self.root + "/catalogue", own])
        #expect(alone.missiles.count == 1 && among.missiles.count > 5)
        for section in alone.sections where section.path.contains(".") {
            for value in section.values.all {
                #expect(among.value(atPath: "\(section.path).\(value.key)") == value, "\(section.path).\(value.key)")
            }
        }
        let first = try EntryCalibration.publicData(of: #require(alone.missile("lance")))
        let second = try EntryCalibration.publicData(of: #require(among.missile("lance")))
        #expect(InterceptorCalibration.calibrate(first).range == InterceptorCalibration.calibrate(second).range)
    }

    @Test func `every value of one's own says its status and where it comes from`() throws {
        let catalogue = try CatalogueDocument.load(directories: [ownFolder()])
        for section in catalogue.sections {
            for value in section.values.all {
                #expect(!value.sources.isEmpty || !value.provenance.method.isEmpty, "\(section.path).\(value.key)")
                #expect(value.status != .found || value.sources.map(\.ref) == ["own_lance"], "\(section.path).\(value.key)")
            }
        }
        #expect(catalogue.value(atPath: "missiles.lance.range_aircraft_km")?.status == .found)
        #expect(catalogue.value(atPath: "missiles.lance.load_limit_g")?.status == .assumed)
        #expect(catalogue.value(atPath: "missiles.lance.load_limit_g")?.isUncertain == true)
    }

    @Test func `a later folder replaces an entry, and faults name the file that was taken`() throws {
        let own = try ownFolder()
        let other = EntryFolder(path: own + "-2", replaces: false)
        let faster = DerivedMissile(MissileFigures(range: 60_000, altitude: 20_000, speed: 1_300, mass: 600, guidance: .active))
        try other.write(MissileEntry.self, "lance", text: faster.text(id: "lance", name: "Lance 2", source: FigureSource(ref: nil)))
        let catalogue = try CatalogueDocument.load(directories: [own, other.path])
        #expect(catalogue.missile("lance")?.name == "Lance 2")
        #expect(catalogue.files["missiles/lance"] == other.path + "/missiles/lance.yaml")
        try FileManager.default.removeItem(atPath: own + "/radars/lens.yaml")
        do {
            _ = try CatalogueDocument.load(directories: [own, other.path])
            Issue.record("accepted")
        } catch {
            let errors = error as DocumentErrors
            #expect(errors.errors.map(\.file) == [own + "/systems/keep.yaml"])
        }
    }

    @Test func `an entry that stands there is not written again unasked`() throws {
        let own = try ownFolder()
        #expect(throws: EntryFolder.Refusal.self) {
            try EntryFolder(path: own, replaces: false).write(
                MissileEntry.self, "lance", text: Self.lance.text(id: "lance", name: "Lance", source: FigureSource(ref: nil)))
        }
    }
}
