import Testing
import Quantities
@testable import FlightDynamics
@Suite struct ZScratch {
    @Test func probe() throws {
        for boost in [15.0, 60, 120] { for angle in [0.05, 0.15, 0.3, 0.5, 0.7, 0.9, 1.0] {
            let plan = BallisticPlan(launchLatitude: -0.5 * angle, launchLongitude: 0.3, impactLatitude: 0.5 * angle, impactLongitude: 0.3, ballisticCoefficient: 50_000, boostTime: boost)
            guard let path = TargetPath.ballistic(plan, startTime: .zero) else { print("PROBE nil", boost, angle); continue }
            let states = stride(from: 0, to: path.duration, by: 2).map { path.state(elapsed: $0) }
            let apogee = states.map { EarthModel.wgs84.height(at: $0.position) }.max()!
            let fastest = states.prefix(80).map(\.velocity.length).max()!
            print("PROBE", boost, angle, apogee, fastest)
        } }
    }
}
