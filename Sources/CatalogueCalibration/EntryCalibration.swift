import FlightDynamics
import ScenarioDocuments

/// The calibration of any missile of any catalogue, from what its file says is public.
package enum EntryCalibration {
    /// What a missile's file lacks that calibration needs.
    package struct Missing: Error, Sendable, Equatable {
        package let keys: [String]
    }

    /// The public record of a missile, as its file gives it; top speed, range and altitude against aircraft are needed.
    package static func publicData(of entry: MissileEntry) throws(Missing) -> PublicMissileData {
        guard let speed = entry.speedMaximum, let range = entry.rangeAircraft, let altitude = entry.altitudeMaximum else {
            let needed = [
                ("speed_max_mps", entry.speedMaximum), ("range_aircraft_km", entry.rangeAircraft),
                ("altitude_max_km", entry.altitudeMaximum),
            ]
            throw Missing(keys: needed.filter { $0.1 == nil }.map(\.0))
        }
        let dropped = entry.droppedMass?.best ?? 0
        // A propellant mass that is itself calibrated is an answer, not a figure.
        let propellant = entry.propellantMass.status == .derived ? nil : entry.propellantMass.best
        var data = PublicMissileData(
            name: entry.name, length: entry.length.best, diameter: entry.diameter.best, launchMass: entry.mass.best,
            propellantMass: propellant, droppedMass: dropped, burnTime: entry.burnTime.best, sustainTime: entry.sustainTime?.best ?? 0,
            sustainShare: entry.sustainTime == nil ? 0 : entry.sustainFraction?.best ?? 0, ejectionHeight: entry.ejectionHeight.best,
            ignitionDelay: entry.ignitionDelay.best, speedMaximum: speed.best, speedMaximumHighest: speed.high, rangeMaximum: range.best,
            rangeMinimum: entry.rangeMinimum.best, altitudeMaximum: altitude.best, altitudeMinimum: entry.altitudeMinimum.best,
            structuralLimit: entry.loadLimit.best, thrusterAcceleration: entry.thrusterLoad?.best ?? 0,
            warheadMass: entry.warhead?.best ?? Self.warhead(of: entry), targetSpeedMaximum: entry.targetSpeedMaximum.best,
            seeker: seeker(entry.guidance), seekerActivationRange: entry.seekerActivationRange?.best ?? 0)
        let coasting = entry.dragCoasting, powered = entry.dragPowered
        data.drag = DragTable(
            coasting.abscissae.indices.map {
                DragTable.Knot(mach: coasting.abscissae[$0], coasting: coasting.ordinates[$0], powered: powered.ordinates[$0])
            })
        data.referenceArea = entry.referenceArea.best
        return data
    }

    /// The warhead that a lethal radius of 4 m · (kg)^⅓ stands for.
    private static func warhead(of entry: MissileEntry) -> Double {
        let ratio = entry.lethalRadius.best / 4
        return ratio * ratio * ratio
    }

    private static func seeker(_ guidance: MissileEntry.Guidance) -> SeekerKind {
        switch guidance {
        case .command: .command
        case .trackViaMissile: .trackViaMissile
        case .semiActive: .semiActive
        case .active: .active
        }
    }
}
