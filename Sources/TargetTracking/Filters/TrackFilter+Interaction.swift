import NumericalMethods
import Quantities

// How the modes of a filter pass into one another between plots.
extension TrackFilter {
    /// How much more often than most this target leaves straight flight: the mean of its rate of turns, which is a gamma
    /// distribution before anything is seen and again after so many turns in so much straight flight.
    private var readiness: Double {
        guard models.rateWeight > 0 else { return 1 }
        return (models.rateWeight + manoeuvringSeconds / models.turnTime) / (models.rateWeight + straightSeconds / models.cruiseTime)
    }

    /// Interaction: each mode starts from the mixture of all.
    mutating func mix(_ dt: Double) {
        let readiness = self.readiness
        // A chain of two states in continuous time: a turn may begin and be over within a long gap between plots.
        let begins = readiness / models.cruiseTime, ends = 1 / models.turnTime
        let exponent = -dt * (begins + ends)
        if exponent != decay.exponent { decay = (exponent, Elementary.exp(exponent)) }
        let settled = (1 - decay.value) / (begins + ends)
        let leaveCruise = begins * settled
        let leaveTurn = ends * settled
        // Free fall ends seldom (once in a quarter of an hour), and then flies on straight.
        let leaveFall = fallWeight > 0 ? dt / 900 : 0
        let cruiseToTurn = cruiseWeight * leaveCruise
        let turnToCruise = turnWeight * leaveTurn
        let fallToCruise = fallWeight * leaveFall
        let cruiseToFall = fallWeight > 0 ? cruiseWeight * leaveFall : 0
        var newCruise = cruiseWeight - cruiseToTurn - cruiseToFall + turnToCruise + fallToCruise
        var newTurn = turnWeight - turnToCruise + cruiseToTurn
        let newFall = fallWeight - fallToCruise + cruiseToFall
        let oldCruise = cruise
        if agileWeight > 0 { mixAgile(dt, readiness, &newCruise, &newTurn) }
        let fromTurn = turnToCruise / max(newCruise, 1e-12)
        if fromTurn > models.mixingFloor { cruise.mix(turn.straight, weight: min(1, fromTurn)) }
        let fromFall = fallToCruise / max(newCruise, 1e-12)
        if fromFall > models.mixingFloor { cruise.mix(fall, weight: min(1, fromFall)) }
        let fromCruise = cruiseToTurn / max(newTurn, 1e-12)
        if fromCruise > 1e-6 { turn.mix(oldCruise, weight: min(1, fromCruise), models: models) }
        if newFall > 0 {
            let weight = cruiseToFall / newFall
            if weight > models.mixingFloor { fall.mix(oldCruise, weight: min(1, weight)) }
        }
        cruiseWeight = newCruise
        turnWeight = newTurn
        fallWeight = newFall
    }

    /// The part of the interaction that agile flight takes; it ends as often straight as turning.
    private mutating func mixAgile(_ dt: Double, _ readiness: Double, _ newCruise: inout Double, _ newTurn: inout Double) {
        let cruiseToAgile = cruiseWeight * (1 - Elementary.exp(-dt * readiness / models.agileEntryTime))
        let turnToAgile = turnWeight * (1 - Elementary.exp(-dt / models.agileFromTurnTime))
        let leaving = agileWeight * (1 - Elementary.exp(-dt / models.agileTime))
        newCruise += 0.5 * leaving - cruiseToAgile
        newTurn += 0.5 * leaving - turnToAgile
        let newAgile = agileWeight - leaving + cruiseToAgile + turnToAgile
        let old = agile
        agile.mix(cruise, weight: min(1, cruiseToAgile / (newAgile - turnToAgile)))
        agile.mix(turn.straight, weight: min(1, turnToAgile / newAgile))
        let toCruise = 0.5 * leaving / max(newCruise, 1e-12)
        if toCruise > models.mixingFloor { cruise.mix(old, weight: min(1, toCruise)) }
        let toTurn = 0.5 * leaving / max(newTurn, 1e-12)
        if toTurn > 1e-6 { turn.mix(old, weight: min(1, toTurn), models: models) }
        agileWeight = newAgile
    }
}

extension KinematicFilter {
    /// Takes in another estimate by its weight: mean and spread of the mixture.
    @inline(__always)
    fileprivate mutating func mix(_ other: borrowing KinematicFilter, weight: Double) {
        let keep = 1 - weight
        let dp = position - other.position
        let dv = velocity - other.velocity
        let spread = keep * weight
        position = position * keep + other.position * weight
        velocity = velocity * keep + other.velocity * weight
        positionCovariance =
            positionCovariance.scaled(keep) + other.positionCovariance.scaled(weight) + Matrix3.outer(dp * spread, dp)
        crossCovariance = crossCovariance.scaled(keep) + other.crossCovariance.scaled(weight) + Matrix3.outer(dp * spread, dv)
        velocityCovariance =
            velocityCovariance.scaled(keep) + other.velocityCovariance.scaled(weight) + Matrix3.outer(dv * spread, dv)
    }
}
