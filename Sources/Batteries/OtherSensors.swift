import DefenceModels
import FlightDynamics
package import Quantities
package import TacticalMessages

// Rounds that seek by themselves need a picture, not a beam: they are fired and told of their target by the post's track, seen by
// whichever of its sensors sees it, also below the own radar's horizon.
extension FireUnits {
    /// A post's track is old when no sensor has seen its target for this long, seconds: two turns of a big radar (12 s, catalogue) and
    /// what they take on their way.
    static var pictureAge: Seconds { 26 }

    /// A post tells how its track stands now.
    package mutating func take(_ order: OrderIdentifier, _ report: TrackReport, unit: Int) {
        guard let place = units[unit].engagements.first(where: { engagements[$0].order.identifier == order }) else { return }
        engagements[place].designation = report
    }

    /// Whether the rounds of an engagement can be fired and told by the post's picture: they seek by themselves, and the picture puts
    /// the target within half their receiver's beam where it begins to look.
    package func firesOnPicture(_ place: Int, at now: SimulationTime) -> Bool {
        // Asked each frame: nothing of an engagement, which holds a filter, is copied.
        let missile = tables.interceptors[engagements[place].interceptor]
        guard missile.value.model.seeker == .active, now.seconds(since: engagements[place].designation.lastUpdate) < Self.pictureAge
        else { return false }
        return missile.value.model.finds(deviation: engagements[place].designation.positionDeviation)
    }

    /// A round was due and nothing is where it would go.
    package mutating func cancelLaunch(_ place: Int, at now: SimulationTime) {
        engagements[place].launchPending = false
        guard engagements[place].phase != .released, engagements[place].launched == 0 else { return }
        release(place, .undetermined, because: .unseenByGuidingRadar, at: now)
    }
}
