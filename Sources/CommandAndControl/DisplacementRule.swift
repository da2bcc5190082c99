public import TacticalMessages

/// Which fire units leave for another place: shoot and scoot.
///
/// A battery whose rounds have been seen to rise is known where it stands; after a number of salvos it leaves for an alternate position.
/// - Source: survivability moves to alternate positions are public doctrine: US Army FM 3-01.85, *Patriot Battalion and Battery Operations*
///   (2002); the number of salvos is the scenario's.
public enum DisplacementRule {
    /// The units that are to move now: those that have fired enough where they stand and have somewhere to go.
    public static func moves(_ units: [UnitStatus], doctrine: EngagementDoctrine) -> [FireUnitIdentifier] {
        guard let salvos = doctrine.displacesAfterSalvos else { return [] }
        return units.filter { $0.canMove && $0.salvosHere >= salvos }.map(\.fireUnit)
    }
}
