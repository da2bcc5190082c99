import PlainText
public import Quantities

/// Recorded air traffic: aircraft with their positions over time, from the table that the Python package's `traffic` writes.
public struct RecordedTraffic: Sendable, Equatable {
    package struct Point: Sendable, Equatable {
        /// Since the recording's beginning.
        public var time: Seconds
        package var latitude: Radians
        package var longitude: Radians
        /// Pressure altitude, taken as height above mean sea level.
        public var height: Metres
    }

    package struct Aircraft: Sendable, Equatable {
        /// Call sign, or the address where none was heard.
        public var name: String
        /// Its transponder was heard to answer in mode A.
        public var answers: Bool
        /// In time.
        public var points: [Point]
    }

    /// What is wrong with a table: its line, what was found and what is allowed.
    struct Fault: Error {
        var message: String
    }

    /// Columns of the table, in order; only the first six and the last are read.
    public static let columns = [
        "time_s", "icao", "callsign", "latitude_deg", "longitude_deg", "altitude_m", "ground_speed_mps", "track_deg", "vertical_rate_mps",
        "squawk",
    ]
    static let rowsMaximum = 200_000
    static let aircraftMaximum = 2_000

    /// In the order of their first positions.
    package private(set) var aircraft: [Aircraft] = []

    init(table text: String) throws(Fault) {
        var places: [String: Int] = [:]
        var number = 0
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            number += 1
            let cells = line.trimmingSuffix("\r").split(separator: ",", omittingEmptySubsequences: false)
            if number == 1 {
                guard cells.elementsEqual(Self.columns, by: { $0 == $1 }) else {
                    throw Fault(message: "line 1: found \(line.prefix(80)), allowed: \(Self.columns.joined(separator: ","))")
                }
                continue
            }
            if line.isEmpty { continue }
            guard cells.count == Self.columns.count else {
                throw Fault(message: "line \(number): \(cells.count) cells, allowed: \(Self.columns.count)")
            }
            guard number <= Self.rowsMaximum else { throw Fault(message: "more than \(Self.rowsMaximum) lines") }
            func value(_ column: Int, _ range: ClosedRange<Double>) throws(Fault) -> Double {
                guard let value = try? StrictNumber.parse(String(cells[column])).get(), range.contains(value) else {
                    let found = "line \(number): \(Self.columns[column]): found \(cells[column].prefix(40))"
                    throw Fault(message: "\(found), allowed: \(range.lowerBound)…\(range.upperBound)")
                }
                return value
            }
            let point = Point(
                time: try value(0, 0...86_400), latitude: try value(3, -89...89) * Units.degree,
                longitude: try value(4, -180...180) * Units.degree, height: try value(5, -500...30_000))
            let icao = String(cells[1])
            guard icao.utf8.count == 6, icao.utf8.allSatisfy({ ($0 >= 48 && $0 <= 57) || ($0 >= 65 && $0 <= 70) }) else {
                throw Fault(message: "line \(number): icao: found \(icao.prefix(40)), allowed: six digits of 0…9 and A…F")
            }
            guard cells[2].utf8.count <= 8 else {
                throw Fault(message: "line \(number): callsign: found \(cells[2].prefix(40)), allowed: eight letters at most")
            }
            guard let place = places[icao] else {
                guard aircraft.count < Self.aircraftMaximum else {
                    throw Fault(message: "line \(number): more than \(Self.aircraftMaximum) aircraft")
                }
                places[icao] = aircraft.count
                aircraft.append(Aircraft(name: cells[2].isEmpty ? icao : String(cells[2]), answers: !cells[9].isEmpty, points: [point]))
                continue
            }
            if !cells[9].isEmpty { aircraft[place].answers = true }
            guard let last = aircraft[place].points.last, point.time > last.time else {
                throw Fault(message: "line \(number): time_s: \(cells[0]) of \(icao) does not come after its line before")
            }
            aircraft[place].points.append(point)
        }
        guard !aircraft.isEmpty else { throw Fault(message: "holds no position") }
    }

    /// The middle of all positions, by latitude and longitude; longitudes are counted from the first position, the shorter way round.
    public var middle: (latitude: Radians, longitude: Radians) {
        let all = aircraft.flatMap(\.points)
        let first = all[0].longitude
        let longitudes = all.map { first + Units.shorterWay($0.longitude - first) }
        return (all.reduce(0) { $0 + $1.latitude } / Double(all.count), longitudes.reduce(0, +) / Double(all.count))
    }
}

extension RecordedTraffic.Aircraft {
    /// Positions a while apart, the first and the last kept: way-points of a route.
    /// - Parameters:
    ///   - apart: seconds at least between two.
    ///   - most: of them, ≥ 2.
    public func thinned(apart: Seconds, most: Int) -> [RecordedTraffic.Point] {
        guard let first = points.first, let last = points.last, points.count > 2 else { return points }
        let step = max(apart, (last.time - first.time) / Double(most - 2))
        var kept = [first]
        for point in points where point.time - kept[kept.count - 1].time >= step { kept.append(point) }
        if last.time - kept[kept.count - 1].time < step / 2, kept.count > 1 { kept.removeLast() }
        kept.append(last)
        return kept
    }
}

extension Substring {
    fileprivate func trimmingSuffix(_ suffix: String) -> Substring { hasSuffix(suffix) ? dropLast(suffix.count) : self }
}
