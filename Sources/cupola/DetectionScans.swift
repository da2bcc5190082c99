import Foundation
import NumericalMethods
import Quantities
import ScenarioDocuments
import TacticalMessages

/// The detections of one radar, scan by scan.
struct DetectionScans {
    struct Scan {
        var end: SimulationTime
        var detections: [Detection] = []
    }

    private(set) var scans: [Scan] = []

    /// Columns time_s, range_m, azimuth_rad and elevation_rad, and where there are such: scan, range_rate_mps.
    init(_ table: NumberTable, sensor: SensorDocument) throws {
        let places = try table.required("time_s", "range_m", "azimuth_rad", "elevation_rad")
        let scanColumn = table.column("scan")
        let rateColumn = table.column("range_rate_mps")
        let period = sensor.scanPeriod
        var byScan: [Int: [Detection]] = [:]
        for row in 0..<table.rowCount {
            let time = table[row, places[0]]
            let range = table[row, places[1]]
            let azimuth = table[row, places[2]]
            let elevation = table[row, places[3]]
            func refuse(_ column: String, _ value: Double, _ allowed: String) -> CommandFailure {
                .badInput("\(table.file):\(row + 2): \(column): found \(value), allowed: \(allowed)")
            }
            guard time >= 0, time < 1e8 else { throw refuse("time_s", time, "0…100000000 s") }
            guard range > 0, range < 1e8 else { throw refuse("range_m", range, "above 0, below 100000000 m") }
            guard abs(azimuth) <= 2 * .pi + 1e-9 else { throw refuse("azimuth_rad", azimuth, "-2π…2π rad") }
            guard abs(elevation) <= .pi / 2 else { throw refuse("elevation_rad", elevation, "-π/2…π/2 rad") }
            // A scan ends at a multiple of the period; a frame on the dot belongs to the scan that ends there.
            let scan: Int
            if let scanColumn {
                let named = table[row, scanColumn]
                guard named >= 0, named < 1e6, named == named.rounded() else { throw refuse("scan", named, "0…999999") }
                scan = Int(named)
            } else {
                scan = Int((time / period - 1e-6).rounded(.up))
            }
            byScan[scan, default: []].append(
                Detection(
                    time: SimulationTime(seconds: time), radar: RadarIdentifier(rawValue: 0), range: range,
                    azimuth: azimuth, elevation: elevation, rangeRate: rateColumn.map { table[row, $0] },
                    rangeDeviation: sensor.rangeDeviation, azimuthDeviation: sensor.azimuthDeviation,
                    elevationDeviation: sensor.elevationDeviation))
        }
        guard let first = byScan.keys.min(), let last = byScan.keys.max() else { return }
        guard last - first < 200_000 else {
            throw CommandFailure.badInput("\(table.file): scans \(first)…\(last), allowed: at most 200000 of them")
        }
        // Scan 1 ends after one period where the times allow it, else with its last detection.
        for scan in first...last {
            let detections = byScan[scan] ?? []
            var end = SimulationTime(seconds: period * Double(scan))
            if let latest = detections.map(\.time).max(), latest > end { end = latest }
            if let before = scans.last, end <= before.end { end = before.end.advanced(by: period) }
            scans.append(Scan(end: end, detections: detections))
        }
    }
}
