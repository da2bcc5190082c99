import CommandAndControl
import DefenceModels
import EarthEnvironment
import NumericalMethods
package import Quantities
import RadarSensing
package import TacticalMessages
import TargetTracking

// Designated → locked → launched: what a unit's own radar tells it, frame by frame.
extension FireUnits {
    /// Engagements of a unit in a frame; some may be released on the way.
    package func engagements(of unit: Int) -> [Int] { units[unit].engagements }

    /// After a frame: another is due while anything is engaged.
    package mutating func endFrame(_ unit: Int, at now: SimulationTime) {
        if units[unit].engagements.isEmpty {
            units[unit].isFraming = false
        } else {
            set(.frame(fireUnit: unit), at: now.advanced(by: frameInterval))
        }
    }

    /// Whether an engagement's beam works at all in this frame.
    package func isWatched(_ place: Int) -> Bool {
        engagements[place].phase != .released
    }

    /// Sets the beam on a target where its look is due.
    /// - Returns: whether it looks now.
    package mutating func pointsBeam(_ place: Int, at now: SimulationTime) -> Bool {
        guard now >= engagements[place].nextLook else { return false }
        let unit = engagements[place].fireUnit
        let radar = tables.radars[tables.fireUnits[unit].engagementRadar]
        engagements[place].nextLook = now.advanced(
            by: radar.value.site.model.updateInterval(trackedCount: units[unit].engagements.count))
        engagements[place].looksSince += 1
        return true
    }

    /// Where a designation has the beam search, and how far around, metres.
    package func gate(_ place: Int, at now: SimulationTime) -> (centre: Position<EarthFixed>, radius: Metres) {
        let report = engagements[place].designation
        let ahead = now.seconds(since: report.time)
        return (
            Position(report.state.position.vector + report.state.velocity.vector * ahead),
            max(1_500, 4 * (report.positionDeviation + report.velocityDeviation * ahead))
        )
    }

    /// The directions that a unit's radar looks in, clockwise from north: centre and width.
    package func sector(of unit: Int, at now: SimulationTime) -> (centre: Radians, width: Radians) {
        (sectorCentre(of: unit, at: now), tables.fireUnits[unit].sectorWidth)
    }

    /// Whether a place lies in the unit's sector.
    package func sectorHolds(_ unit: Int, _ position: Position<EarthFixed>, at now: SimulationTime) -> Bool {
        let width = tables.fireUnits[unit].sectorWidth
        guard width < 2 * .pi else { return true }
        let frame = tables.radars[tables.fireUnits[unit].engagementRadar].value.site.frame
        let local = frame.toLocal(position).vector
        let turn = SectorAllocation.difference(Elementary.atan2(local.x, local.y), sectorCentre(of: unit, at: now))
        return abs(turn) <= width / 2
    }

    /// The beam has an echo.
    package mutating func take(_ detection: Detection, for place: Int, at now: SimulationTime) {
        engagements[place].hits += 1
        engagements[place].hitsSince += 1
        engagements[place].lastHit = now
        let pose = SensorPose.identity
        if engagements[place].filter == nil {
            let frame = tables.radars[tables.fireUnits[engagements[place].fireUnit].engagementRadar].value.site.frame
            let designation = engagements[place].designation
            engagements[place].filter = TrackFilter(
                configuration: engagementFilter, first: detection, pose: pose,
                velocity: frame.rotateToLocal(designation.state.velocity.vector),
                velocityDeviation: max(30, designation.velocityDeviation))
        } else {
            engagements[place].filter?.update(detection, pose: pose)
        }
        trackUpdates += 1
        if engagements[place].phase == .designated, engagements[place].hits >= 3 { engagements[place].phase = .locked }
    }

    /// Moves a locked engagement on after its look: the beam may have lost its target; the next round may be due.
    package mutating func moveOn(_ place: Int, at now: SimulationTime) {
        guard engagements[place].phase != .assessing else { return }
        let unit = engagements[place].fireUnit
        let silence = now.seconds(since: engagements[place].lastHit)
        if engagements[place].phase == .designated {
            // The crew does not wait for its own beam where the round does not need it.
            guard now >= engagements[place].readyAt, firesOnPicture(place, at: now) else { return }
            engagements[place].phase = .locked
        } else if silence > 6, firesOnPicture(place, at: now) {
            engagements[place].filter = nil
        } else if silence > 6 {
            // The beam has lost it: rounds in flight get no more guidance, and what was fired is judged.
            if engagements[place].launched == 0 {
                release(place, .undetermined, because: .unseenByGuidingRadar, at: now)
            } else {
                engagements[place].filter = nil
            }
            return
        }
        guard !engagements[place].launchPending, engagements[place].launched < engagements[place].order.salvo,
            now >= engagements[place].readyAt, units[unit].isAlive
        else { return }
        guard let launcher = nextLauncher(unit, engagements[place].interceptor, at: now) else {
            cancelRest(place)
            if engagements[place].launched == 0 {
                release(place, .undetermined, because: .noRoundsReady, at: now)
            }
            return
        }
        let time = max(now, units[unit].readyAt[launcher])
        units[unit].readyAt[launcher] = time.advanced(by: tables.fireUnits[unit].launchInterval)
        engagements[place].launchPending = true
        set(.launch(engagement: place, launcher: launcher), at: time)
    }

    /// The target as the filter of an engagement estimates it now, earth-fixed; nil where the beam has lost it.
    package func estimatedTarget(_ place: Int, at now: SimulationTime) -> KinematicState<EarthFixed>? {
        guard let estimate = engagements[place].filter?.extrapolatedInPlace(to: now) else {
            return firesOnPicture(place, at: now) ? designated(place, at: now) : nil
        }
        let radar = tables.radars[tables.fireUnits[engagements[place].fireUnit].engagementRadar]
        return KinematicState(
            position: radar.value.site.frame.toEarthFixed(Position<LocalLevel>(estimate.position)),
            velocity: Velocity(radar.value.site.frame.rotateToEarthFixed(estimate.velocity)))
    }

    /// That the target of an engagement falls freely, 0…1.
    package func ballisticProbability(_ place: Int) -> Double {
        engagements[place].filter?.ballisticProbability ?? engagements[place].designation.ballisticProbability
    }
}
