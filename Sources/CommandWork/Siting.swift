import BattleCompilation
import BattleSimulation
import CoverageAnalysis
import EarthEnvironment
import Foundation
import NumericalMethods
import Quantities
import ScenarioDocuments
import StudyExecution

/// What `cupola site` asks of a scenario: its assets, the arm's battalions, and lone raiders.
package struct Siting {
    package struct Battalion {
        package var unit: String
        package var name: String
        /// As it stands now, east and north of the origin, metres.
        package var east: Double
        package var north: Double
    }

    package let document: ScenarioDocument
    package let arm: String
    package let catalogue: CatalogueDocument
    package let battalions: [Battalion]
    package let survey: SiteSurvey
    package let antenna: Double

    package init(
        _ document: ScenarioDocument, arm: String, file: String, catalogue: CatalogueDocument, step: Double, reach: Double
    ) throws {
        self.document = document
        self.arm = arm
        self.catalogue = catalogue
        guard let defence = document.arms.first(where: { $0.name == arm })?.value else {
            throw CommandFailure.wrongCall("--arm: \(file) has no arm \(arm)")
        }
        let ground = try guarded { () throws(DocumentErrors) in
            try ScenarioCompiler.ground(
                of: document, catalogue: catalogue, file: file, terrain: GroundFiles.terrain(of: document, file: file))
        }
        let all = defence.units.flatMap { unit in unit.battalions.map { (unit, $0) } }
        guard !all.isEmpty else { throw CommandFailure.badInput("\(file): arms.\(arm) has no battalion to place") }
        guard !document.assets.isEmpty else { throw CommandFailure.badInput("\(file): assets: there is nothing to defend") }
        battalions = all.map { unit, battalion in
            let place = ground.local(battalion.place)
            return Battalion(unit: unit.name, name: battalion.name, east: place.east, north: place.north)
        }
        // The lowest antenna that any of them has, so that one rule serves all.
        antenna = all.map { unit, battalion -> Double in
            let radar = battalion.engagementRadar ?? catalogue.system(unit.system)?.engagementRadar ?? ""
            return battalion.mast ?? catalogue.radar(radar)?.antennaHeight.best ?? 4
        }.min() ?? 4
        let within = all.compactMap { $0.1.highGroundWithin }.min()
        var rule = SitingRule()
        rule.step = step
        rule.reach = reach
        survey = SiteSurvey(
            rule: rule,
            assets: document.assets.map { asset in
                let place = ground.local(asset.place)
                return SiteSurvey.Asset(position: ground.position(asset.place), east: place.east, north: place.north, value: asset.value)
            }, terrain: ground.terrain, antenna: antenna,
            stand: { ground.stand(.local(east: $0, north: $1), highGroundWithin: within) })
    }

    /// A battalion at its new place.
    package struct Place {
        package var unit: String
        package var battalion: String
        package var east: Double
        package var north: Double
    }

    /// Battalions go to the chosen sites so that the sum of their ways is least; those beyond the number of useful sites stay.
    package func assigned(_ result: SitingResult) -> [Place] {
        let sites = result.chosen
        guard !sites.isEmpty else { return [] }
        var left = Array(battalions.indices)
        var places: [Place] = []
        // The site that adds most first, each to the battalion that is nearest to it.
        for site in sites {
            func way(_ number: Int) -> Double {
                Elementary.hypot(battalions[number].east - site.east, battalions[number].north - site.north)
            }
            guard let nearest = left.min(by: { (way($0), $0) < (way($1), $1) }) else { break }
            left.removeAll { $0 == nearest }
            places.append(Place(unit: battalions[nearest].unit, battalion: battalions[nearest].name, east: site.east, north: site.north))
        }
        return places
    }

    /// The class that flies alone: the subsonic cruise missile, or the first cruise missile of the catalogue.
    package static func threat(_ catalogue: CatalogueDocument) throws -> String {
        if catalogue.threat("cm_subsonic") != nil { return "cm_subsonic" }
        guard let other = catalogue.threats.first(where: { $0.category == .cruiseMissile }) else {
            throw CommandFailure.badInput("the catalogue has no cruise missile to fly alone")
        }
        return other.id
    }

    /// - Parameter ground: the file beside which elevation files lie, where it is another.
    package func loneRaiders(file: String, ground: String? = nil, seed: UInt64, runs: Int) throws -> [LoneRaiderResult] {
        try Self.loneRaiders(
            document, arm: arm, heights: survey.rule.heights, runs: runs, seed: seed, catalogue: catalogue, file: file,
            ground: ground ?? file)
    }

    package static func loneRaiders(
        _ document: ScenarioDocument, arm: String, heights: [Double], runs: Int, seed: UInt64, catalogue: CatalogueDocument, file: String,
        ground: String, overriding: [PathOverride] = [], carried: String? = nil
    ) throws -> [LoneRaiderResult] {
        let terrain = try guarded { () throws(DocumentErrors) in try GroundFiles.terrain(of: document, file: ground, carried: carried) }
        return try LoneRaider.survey(
            assets: document.assets.filter { $0.value > 0 }.map(\.name), threat: threat(catalogue), heights: heights, runs: runs, seed: seed
        ) { raid in
            try guarded { () throws(DocumentErrors) in
                let alone = try ScenarioDocument.load(path: file, overriding: overriding, raid: raid)
                return try ScenarioCompiler.compile(alone, arm: arm, catalogue: catalogue, file: file, terrain: terrain)
            }
        }
    }
}
