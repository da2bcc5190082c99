import Quantities

extension PublicMissileData {
    /// The public record of the missiles that calibration is run for; the catalogue holds the same values with their sources.
    ///
    /// 48N6 family: 48N6E2 and 48N6E3 share the airframe and motor. Burn times of 9M96, 57E6 and 9M33x motors, dropped and
    /// propellant masses and sustainer shares are assumptions (no public figure).
    public static let all: [PublicMissileData] = {
        let g = Units.standardGravity
        return [
            PublicMissileData(
                name: "48N6E", length: 7.5, diameter: 0.519, launchMass: 1_800, propellantMass: 1_150, burnTime: 12,
                speedMaximum: 2_000, speedMaximumHighest: 2_100, rangeMaximum: 150_000, rangeMinimum: 5_000,
                altitudeMaximum: 27_000, altitudeMinimum: 10, structuralLimit: 25 * g, warheadMass: 145,
                targetSpeedMaximum: 2_800, seeker: .trackViaMissile),
            PublicMissileData(
                name: "48N6E2", length: 7.5, diameter: 0.519, launchMass: 1_840, propellantMass: 1_150, burnTime: 12,
                speedMaximum: 1_900, speedMaximumHighest: 2_100, rangeMaximum: 200_000, rangeMinimum: 3_000,
                altitudeMaximum: 27_000, altitudeMinimum: 10, structuralLimit: 25 * g, warheadMass: 180,
                targetSpeedMaximum: 2_800, seeker: .trackViaMissile),
            PublicMissileData(
                name: "48N6E3", length: 7.5, diameter: 0.519, launchMass: 1_835, propellantMass: 1_150, burnTime: 12,
                speedMaximum: 2_000, speedMaximumHighest: 2_500, rangeMaximum: 250_000, rangeMinimum: 3_000,
                altitudeMaximum: 27_000, altitudeMinimum: 10, structuralLimit: 25 * g, warheadMass: 180,
                targetSpeedMaximum: 4_800, seeker: .trackViaMissile),
            PublicMissileData(
                name: "40N6E", length: 7.8, diameter: 0.519, launchMass: 1_893, propellantMass: 1_250, burnTime: 20,
                speedMaximum: 2_000, speedMaximumHighest: 2_500, rangeMaximum: 380_000, rangeMinimum: 5_000,
                altitudeMaximum: 30_000, altitudeMinimum: 10, structuralLimit: 20 * g, warheadMass: 180,
                targetSpeedMaximum: 4_800, seeker: .active, seekerActivationRange: 30_000),
            PublicMissileData(
                name: "9M96E", length: 4.75, diameter: 0.24, launchMass: 333, burnTime: 5, ejectionHeight: 30,
                speedMaximum: 900, speedMaximumHighest: 1_000, rangeMaximum: 40_000, rangeMinimum: 1_000,
                altitudeMaximum: 20_000, altitudeMinimum: 5, structuralLimit: 20 * g, thrusterAcceleration: 20 * g,
                warheadMass: 24, targetSpeedMaximum: 4_800, seeker: .active, seekerActivationRange: 12_000),
            PublicMissileData(
                name: "9M96E2", length: 5.65, diameter: 0.24, launchMass: 420, burnTime: 5, sustainTime: 20,
                sustainShare: 0.3, ejectionHeight: 30, speedMaximum: 1_000, speedMaximumHighest: 1_800,
                rangeMaximum: 120_000, rangeMinimum: 1_000, altitudeMaximum: 30_000, altitudeMinimum: 5,
                structuralLimit: 20 * g, thrusterAcceleration: 20 * g, warheadMass: 24, targetSpeedMaximum: 4_800,
                seeker: .active, seekerActivationRange: 12_000),
            PublicMissileData(
                name: "57E6", length: 3.2, diameter: 0.17, launchMass: 75.7, droppedMass: 15, coastDiameter: 0.09, coastLength: 2,
                burnTime: 2.4, ejectionHeight: 2, ignitionDelay: 0.1, speedMaximum: 1_300, speedMaximumHighest: 1_300,
                rangeMaximum: 20_000, rangeMinimum: 1_200, altitudeMaximum: 15_000, altitudeMinimum: 5,
                structuralLimit: 30 * g, warheadMass: 20, targetSpeedMaximum: 1_000, seeker: .command),
            PublicMissileData(
                name: "9M331", length: 2.9, diameter: 0.239, launchMass: 167, burnTime: 4, sustainTime: 8, sustainShare: 0.3, ejectionHeight: 18,
                ignitionDelay: 1, speedMaximum: 850, speedMaximumHighest: 860, rangeMaximum: 12_000, rangeMinimum: 1_500,
                altitudeMaximum: 6_000, altitudeMinimum: 10, structuralLimit: 30 * g, warheadMass: 14.5,
                targetSpeedMaximum: 700, seeker: .command),
            PublicMissileData(
                name: "9M338", length: 2.9, diameter: 0.239, launchMass: 163, burnTime: 4, sustainTime: 8, sustainShare: 0.3, ejectionHeight: 18,
                ignitionDelay: 1, speedMaximum: 800, speedMaximumHighest: 1_000, rangeMaximum: 15_000,
                rangeMinimum: 1_000, altitudeMaximum: 10_000, altitudeMinimum: 10, structuralLimit: 30 * g,
                warheadMass: 15, targetSpeedMaximum: 700, seeker: .command),
        ]
    }()
}
