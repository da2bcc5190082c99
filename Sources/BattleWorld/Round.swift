package import FlightDynamics
import NumericalMethods
package import Quantities
import Stochastics

/// Where a round stands in memory.
package typealias RoundPlace = UnsafeMutablePointer<Round>

/// One round in flight, in truth; it stands in memory of its own, because the loop over rounds reads it millions of times.
package struct Round {
    /// Type of round, by its place in the defence's list.
    package let interceptor: Int
    package internal(set) var state: InterceptorState
    package let launchPosition: Position<EarthFixed>
    var receiver: RoundReceiver
    package internal(set) var isFlying = true
    let launchTime: SimulationTime
    /// Where it is to meet its target, by the present estimate, and how steeply it climbs to get there.
    var interceptPoint: Vector3
    var climbAngle: Double
    /// When, by the last plan.
    var intercept: SimulationTime?
    var nextPlan: SimulationTime = .zero
    /// How far its flight has been integrated, and when it is to be flown on.
    package internal(set) var flownTo: SimulationTime
    package internal(set) var due: SimulationTime
    /// The echo that its launcher's beam was on.
    package let target: Int
    /// The address of its draws: its fire unit and its target, and that pair's how manieth round it is.
    let pair: EntityName
    let number: Int

    init(
        interceptor: Int, state: InterceptorState, launchPosition: Position<EarthFixed>, receiver: RoundReceiver,
        launchTime: SimulationTime, interceptPoint: Vector3, climbAngle: Double, target: Int,
        pair: EntityName, number: Int
    ) {
        self.interceptor = interceptor
        self.state = state
        self.launchPosition = launchPosition
        self.receiver = receiver
        self.launchTime = launchTime
        flownTo = launchTime
        due = launchTime
        self.interceptPoint = interceptPoint
        self.climbAngle = climbAngle
        self.target = target
        self.pair = pair
        self.number = number
    }
}

/// What a round is told over its command link: the engagement radar's estimate of its target.
package struct Uplink {
    /// Of now, earth-fixed; nil where the beam has lost the target.
    package var estimate: KinematicState<EarthFixed>?
    /// Probability that the target falls freely, 0…1.
    package var ballisticProbability: Double

    package init(estimate: KinematicState<EarthFixed>?, ballisticProbability: Double) {
        self.estimate = estimate
        self.ballisticProbability = ballisticProbability
    }
}

/// How a round's flight ended.
package enum RoundEnd {
    /// Its flight was over before it met anything; guided: it was told where its target was, or saw it itself.
    case flight(FlightEnd, isGuided: Bool)
    /// It came to where its target had been, which was down already.
    case targetWasDown
    /// It passed its target and its fuze had its chance.
    case burst(Burst)

    package struct Burst {
        package var time: SimulationTime
        /// Closest approach, metres.
        package var miss: Metres
        /// Of one round at that miss distance, 0…1.
        package var killProbability: Double
        package var isKill: Bool
        /// Height above the ellipsoid, and ground range from the launcher, metres.
        package var height: Metres
        package var groundRange: Metres
    }
}
