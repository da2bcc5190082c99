import EarthEnvironment
import NumericalMethods
import Quantities

/// What a radar does with a share of its time: where it looks and how often.
package struct RadarMode: Sendable, Equatable {
    package enum Task: String, Sendable, CaseIterable {
        /// Everything within the coverage.
        case volumeSearch
        /// One bar of beams on the horizon.
        case lowAltitudeSearch
        /// A fence over a sector from which ballistic missiles come, crossed on the way up or down.
        case ballisticSector
        /// What is known already, looked at again.
        case trackWhileScan
    }

    package var task: Task
    /// Time between two looks in the same direction, seconds.
    package var renewalPeriod: Seconds
    /// Middle of the sector, radians clockwise from north, and its width; 2π all round.
    package var sectorCentre: Radians
    package var sectorWidth: Radians
    /// Apparent elevations.
    package var elevation: ClosedRange<Radians>
    /// Share of the radar's time, 0…1.
    package var timeShare: Double

    package init(
        task: Task, renewalPeriod: Seconds, sectorCentre: Radians = 0, sectorWidth: Radians = 2 * .pi, elevation: ClosedRange<Radians>,
        timeShare: Double
    ) {
        precondition(renewalPeriod > 0 && timeShare >= 0 && timeShare <= 1, "a mode is renewed and takes a share of the time")
        self.task = task
        self.renewalPeriod = renewalPeriod
        self.sectorCentre = sectorCentre
        self.sectorWidth = sectorWidth
        self.elevation = elevation
        self.timeShare = timeShare
    }

    /// Whether the mode looks in a direction.
    package func covers(azimuth: Radians, elevation: Radians) -> Bool {
        self.elevation.contains(elevation) && ScanSchedule.isWithin(azimuth: azimuth, centre: sectorCentre, width: sectorWidth)
    }
}

extension ScanSchedule {
    /// Whether an azimuth lies in a sector; all angles radians, any branch.
    package static func isWithin(azimuth: Radians, centre: Radians, width: Radians) -> Bool {
        guard width < 2 * .pi else { return true }
        let offset = Units.shorterWay(azimuth - centre)
        return abs(offset) <= 0.5 * width
    }

    /// Beams that fill a sector and a range of elevations, one beamwidth apart.
    package static func beamCount(sectorWidth: Radians, elevation: ClosedRange<Radians>, of model: RadarModel) -> Int {
        let across = max(1, (sectorWidth / model.beamwidthAzimuth).rounded(.up))
        let up = max(1, ((elevation.upperBound - elevation.lowerBound) / model.beamwidthElevation).rounded(.up))
        return Int(across * up)
    }
}

extension RadarModel {
    /// Time on one beam of a search, seconds: the pulses that are integrated, at the rate that the instrumented range allows.
    package var searchDwell: Seconds { Double(pulses) / repetitionFrequency }

    /// How a steered beam searches a sector with a share of its time: renewal T = n t_dwell/share.
    package func search(
        _ task: RadarMode.Task, sectorCentre: Radians, sectorWidth: Radians, elevation: ClosedRange<Radians>, timeShare: Double
    ) -> RadarMode {
        let count = ScanSchedule.beamCount(sectorWidth: sectorWidth, elevation: elevation, of: self)
        return RadarMode(
            task: task, renewalPeriod: Double(count) * searchDwell / max(timeShare, 0.01), sectorCentre: sectorCentre,
            sectorWidth: sectorWidth, elevation: elevation, timeShare: timeShare)
    }

    /// Time that an engagement radar has for its search beside its tracks: what they leave, never less than its search share.
    package func searchShare(trackedCount: Int) -> Double {
        max(searchFraction, 1 - Double(trackedCount) * trackDwell / updateInterval(trackedCount: max(1, trackedCount)))
    }

    /// Radial speed from which the fence of `ownSearch` takes an echo for a ballistic missile's, m/s: no aircraft closes as fast
    /// (the fastest of the catalogue's aircraft and cruise missiles fly at 500 m/s low down).
    package static var fenceSpeed: MetresPerSecond { 600 }

    /// An engagement radar's autonomous search of its sector beside its tracks: a bar of one beam on the horizon, and a fence of three
    /// above it whose filters pass only what closes fast (`fenceSpeed`), one after the other, a search dwell each.
    ///
    ///     T = n t_dwell/share
    /// - Parameters: `facing`: middle of the sector, radians; `trackedCount`: engagements that take their looks first.
    /// - Returns: the bar and the fence; both are renewed in the same time.
    package func ownSearch(facing: Radians, trackedCount: Int) -> (bar: RadarMode, fence: RadarMode) {
        let bottom = max(elevationMinimum, -0.5 * beamwidthElevation)
        let middle = max(bottom, min(elevationMaximum, bottom + beamwidthElevation))
        let top = max(middle, min(elevationMaximum, middle + 3 * beamwidthElevation))
        let width = min(2 * .pi, azimuthSector)
        let share = searchShare(trackedCount: trackedCount)
        let bars = ScanSchedule.beamCount(sectorWidth: width, elevation: bottom...middle, of: self)
        let fences = ScanSchedule.beamCount(sectorWidth: width, elevation: middle...top, of: self)
        let period = Double(bars + fences) * beamDwell / share
        func mode(_ task: RadarMode.Task, _ elevation: ClosedRange<Radians>, _ count: Int) -> RadarMode {
            RadarMode(
                task: task, renewalPeriod: period, sectorCentre: facing, sectorWidth: width, elevation: elevation,
                timeShare: share * Double(count) / Double(bars + fences))
        }
        return (mode(.lowAltitudeSearch, bottom...middle, bars), mode(.ballisticSector, middle...top, fences))
    }

    /// What the radar does all the time, in the order of tasks.
    ///
    /// A rotating antenna looks everywhere once in its renewal, at what it knows and at what it does not alike. A steered beam keeps
    /// its search share for a bar on the horizon (half of it) and for a fence of three beams above, both over its sector, and has the
    /// rest for its tracks.
    /// - Parameters: `facing`: where a steered antenna points, radians; `trackedCount`: tracks that it serves.
    package func modes(facing: Radians = 0, trackedCount: Int = 0) -> [RadarMode] {
        let all = elevationMinimum...max(elevationMinimum, elevationMaximum)
        guard steering == .sector else {
            return [
                RadarMode(task: .volumeSearch, renewalPeriod: renewalPeriod, elevation: all, timeShare: 1),
                RadarMode(task: .trackWhileScan, renewalPeriod: renewalPeriod, elevation: all, timeShare: 1),
            ]
        }
        let bar = max(all.lowerBound, -0.5 * beamwidthElevation)...min(all.upperBound, 0.5 * beamwidthElevation)
        let fence = bar.upperBound...min(all.upperBound, bar.upperBound + 3 * beamwidthElevation)
        let width = min(2 * .pi, azimuthSector)
        return [
            search(.lowAltitudeSearch, sectorCentre: facing, sectorWidth: width, elevation: bar, timeShare: 0.5 * searchFraction),
            search(.ballisticSector, sectorCentre: facing, sectorWidth: width, elevation: fence, timeShare: 0.5 * searchFraction),
            RadarMode(
                task: .trackWhileScan, renewalPeriod: updateInterval(trackedCount: max(1, trackedCount)), sectorCentre: facing,
                sectorWidth: width, elevation: all, timeShare: 1 - searchFraction),
        ]
    }
}
