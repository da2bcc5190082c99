import CommandWork
import CoverageAnalysis
import Foundation
import NumericalMethods
import PlainText
import ScenarioDocuments
import StudyExecution

/// The answer of `cupola site`.
enum SiteTables {
    static func text(
        _ siting: Siting, _ result: SitingResult, _ places: [Siting.Place], now: [LoneRaiderResult], sited: [LoneRaiderResult], seed: UInt64,
        out: String?
    ) -> String {
        var parts = [rule(siting, result)]
        var table = TextTable(header: ["battalion", "unit", "stands now (east, north km)", "placed (east, north km)"], leftColumns: [0, 1])
        for battalion in siting.battalions {
            let place = places.first { $0.unit == battalion.unit && $0.battalion == battalion.name }
            table.rows.append([
                battalion.name, battalion.unit, pair(battalion.east, battalion.north), place.map { pair($0.east, $0.north) } ?? "as now",
            ])
        }
        parts.append(table.text)
        let share = result.demand > 0 ? result.covered / result.demand : 0
        parts.append(
            "They see \(percent(share)) of the low approaches by value (all candidates together \(percent(result.demand > 0 ? result.coverable / result.demand : 0))); "
                + (result.isProved ? "no other choice sees more." : "whether another choice sees more was not settled."))
        var raiders = TextTable(
            header: ["a lone cruise missile gets through to", "height", "approaches seen", "as it stands", "placed"], leftColumns: [0])
        for (place, entry) in sited.enumerated() {
            let asset = siting.document.assets.firstIndex { $0.name == entry.asset } ?? 0
            raiders.rows.append([
                entry.asset, "\(Int(entry.height)) m", percent(result.seenOfAsset[asset]), percent(now[place]), percent(entry),
            ])
        }
        parts.append(raiders.text)
        let open = sited.filter(\.isOpen)
        if !open.isEmpty { parts.append("OPEN to a lone cruise missile even so: " + names(open) + ".") }
        let openNow = now.filter(\.isOpen)
        if !openNow.isEmpty { parts.append("OPEN to a lone cruise missile as it stands: " + names(openNow) + ".") }
        parts.append("\(sited.first?.runs ?? 0) raiders at each asset and height, from bearings drawn all round; seed \(seed).")
        if let out { parts.append("\(out): the scenario with the battalions at their places") }
        return parts.joined(separator: "\n\n")
    }

    private static func rule(_ siting: Siting, _ result: SitingResult) -> String {
        let rule = result.rule
        let heights = rule.heights.map { "\(Int($0))" }.joined(separator: " and ")
        return "\(siting.document.name), arm \(siting.arm): \(siting.battalions.count) battalions among \(result.candidates) candidates, a grid of "
            + "\(NumberText.fixed(rule.step / 1000, 1)) km to \(NumberText.fixed(rule.margin / 1000, 0)) km beyond the assets. Chosen to see the most of \(rule.bearings) ways in to each asset "
            + "at \(heights) m above the ground, \(NumberText.fixed((rule.distances.first ?? 0) / 1000, 0)) to \(NumberText.fixed((rule.distances.last ?? 0) / 1000, 0)) km out, "
            + "weighted by value, within \(NumberText.fixed(rule.reach / 1000, 0)) km of antennas \(NumberText.fixed(siting.antenna, 0)) m high (maximal covering, Church & ReVelle 1974)."
    }

    private static func pair(_ east: Double, _ north: Double) -> String { "\(NumberText.fixed(east / 1000, 1)), \(NumberText.fixed(north / 1000, 1))" }
    private static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }
    private static func percent(_ result: LoneRaiderResult) -> String {
        let share = result.share()
        return "\(percent(share.value)) [\(Int((100 * share.low).rounded())), \(Int((100 * share.high).rounded()))]"
    }

    private static func names(_ open: [LoneRaiderResult]) -> String {
        open.map { "\($0.asset) (\(percent($0.share().value)) at \(Int($0.height)) m)" }.joined(separator: ", ")
    }

    static func json(
        _ siting: Siting, _ result: SitingResult, _ places: [Siting.Place], now: [LoneRaiderResult], sited: [LoneRaiderResult], seed: UInt64
    ) throws -> String {
        func raiders(_ list: [LoneRaiderResult]) -> [[String: Any]] {
            list.map { entry in
                let share = entry.share()
                return [
                    "asset": entry.asset, "height_m": entry.height, "runs": entry.runs, "through": entry.through, "share": share.value,
                    "low": share.low, "high": share.high, "open": entry.isOpen,
                ]
            }
        }
        let rule = result.rule
        let object: [String: Any] = [
            "scenario": siting.document.name, "arm": siting.arm, "candidates": result.candidates, "step_km": rule.step / 1000,
            "margin_km": rule.margin / 1000, "reach_km": rule.reach / 1000, "bearings": rule.bearings,
            "distances_km": rule.distances.map { $0 / 1000 }, "heights_m": rule.heights, "antenna_m": siting.antenna, "seed": seed,
            "battalions": siting.battalions.count, "covered": result.covered, "coverable": result.coverable, "demand": result.demand,
            "proved": result.isProved,
            "places": places.map { ["unit": $0.unit, "battalion": $0.battalion, "east_km": $0.east / 1000, "north_km": $0.north / 1000] as [String: Any] },
            "lone_raider": raiders(sited), "lone_raider_as_it_stands": raiders(now),
        ]
        let data = try JSONSerialization.data(withJSONObject: object, options: [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes])
        return String(decoding: data, as: UTF8.self)
    }
}
