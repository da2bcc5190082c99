import Foundation
import ModelValidation
import NumericalMethods
import Quantities
import ScenarioDocuments
import TacticalMessages

/// The detections of one radar, scan by scan.
package struct DetectionScans {
    package struct Scan {
        package var end: SimulationTime
        package var detections: [Detection] = []
    }

    package private(set) var scans: [Scan] = []
    /// How long a scan takes: the sensor file's word where the times allow it, else what they say.
    package private(set) var period: Seconds
    /// Rows left out because they stand there twice.
    package private(set) var repeated = 0

    private static let scansMaximum = 200_000
    /// Latest time of a recording, s: clocks that count from 1970 too, to the end of this century.
    static let timeMaximum = 4e9

    /// Columns time_s, range_m, azimuth_rad and elevation_rad, and where there are such: scan, range_rate_mps.
    package init(_ table: NumberTable, sensor: SensorDocument) throws {
        period = sensor.scanPeriod
        var byName: [Int: [Detection]] = [:]
        let isNamed = table.column("scan") != nil
        repeated = try Self.sort(table, sensor, into: &byName)
        guard !byName.isEmpty else { return }
        let clock = isNamed ? ScanClock(byName.mapValues { $0.map(\.time.seconds) }, period: period) : nil
        if let clock { period = clock.period }
        // Without names a scan ends at a multiple of the period.
        let numbered = clock.map { clock in Dictionary(uniqueKeysWithValues: byName.map { (clock.number[$0.key] ?? 0, $0.value) }) } ?? byName
        guard let first = numbered.keys.min(), let last = numbered.keys.max() else { return }
        guard last - first < Self.scansMaximum else {
            throw DocumentErrors(file: table.file, message: "spans \(last - first + 1) scans, allowed: at most \(Self.scansMaximum) of them")
        }
        for scan in first...last {
            let detections = numbered[scan] ?? []
            var end = SimulationTime(seconds: (clock?.start ?? 0) + period * Double(scan))
            if let latest = detections.map(\.time).max(), latest > end { end = latest }
            if let before = scans.last, end <= before.end { end = before.end.advanced(by: period) }
            scans.append(Scan(end: end, detections: detections))
        }
    }

    /// Checks the rows and deals them out by the name of their scan, or where they name none by the period that they fall into.
    /// - Returns: how many stood there twice.
    private static func sort(_ table: NumberTable, _ sensor: SensorDocument, into scans: inout [Int: [Detection]]) throws -> Int {
        let places = try table.required("time_s", "range_m", "azimuth_rad", "elevation_rad")
        let scanColumn = table.column("scan")
        let rateColumn = table.column("range_rate_mps")
        var known = Set<[UInt64]>()
        var repeated = 0
        for row in 0..<table.rowCount {
            let time = table[row, places[0]]
            let range = table[row, places[1]]
            let azimuth = table[row, places[2]]
            let elevation = table[row, places[3]]
            func refuse(_ column: String, _ value: Double, _ allowed: String) -> DocumentErrors {
                DocumentErrors(file: "\(table.file):\(table.lines[row])", message: "\(column): found \(value), allowed: \(allowed)")
            }
            guard time >= 0, time < Self.timeMaximum else { throw refuse("time_s", time, "0…\(Int(Self.timeMaximum)) s") }
            guard range > 0, range < 1e8 else { throw refuse("range_m", range, "above 0, below 100000000 m") }
            guard abs(azimuth) <= 2 * .pi + 1e-9 else { throw refuse("azimuth_rad", azimuth, "-2π…2π rad") }
            guard abs(elevation) <= .pi / 2 else { throw refuse("elevation_rad", elevation, "-π/2…π/2 rad") }
            if let rateColumn, abs(table[row, rateColumn]) > 1e5 { throw refuse("range_rate_mps", table[row, rateColumn], "-100000…100000 m/s") }
            // A frame on the dot belongs to the scan that ends there.
            var scan = Int((time / sensor.scanPeriod - 1e-6).rounded(.up))
            if let scanColumn {
                let named = table[row, scanColumn]
                guard abs(named) <= 0x1p53, named == named.rounded() else { throw refuse("scan", named, "a whole number") }
                scan = Int(named)
            }
            guard known.insert((0..<table.columns.count).map { table[row, $0].bitPattern }).inserted else {
                repeated += 1
                continue
            }
            scans[scan, default: []].append(
                Detection(
                    time: SimulationTime(seconds: time), radar: RadarIdentifier(rawValue: 0), range: range,
                    azimuth: azimuth, elevation: elevation, rangeRate: rateColumn.map { table[row, $0] },
                    rangeDeviation: sensor.rangeDeviation, azimuthDeviation: sensor.azimuthDeviation,
                    elevationDeviation: sensor.elevationDeviation))
        }
        return repeated
    }
}
