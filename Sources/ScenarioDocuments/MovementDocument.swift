import PlainText
import Quantities

/// When a battery comes into action, leaves and moves; read out of the map of the battery itself.
package struct MovementDocument: Sendable, Equatable {
    /// Seconds; nil: it stands in action from the start.
    package let arrival: Seconds?
    /// Seconds; nil: never by the clock.
    package let departure: Seconds?
    /// Where it goes, one after another, and back to its first place.
    package let alternates: [PlaceDocument]
    package let marchSpeed: MetresPerSecond

    /// - Parameter fields: of a battalion or a vehicle.
    static func read(_ fields: inout FieldReader) -> MovementDocument {
        let arrival = fields.optionalNumber(
            "arrives_s", in: 0...86_400, "comes from the march then, in action a set-up time later; in action from the start when absent")
        let departure = fields.optionalNumber(
            "leaves_s", in: 0...86_400, "packs up then for its next alternate position, or for good where it has none")
        let alternates = fields.list(
            "alternate_positions", PlaceDocument.self, count: 0...12,
            "places that it moves to in turn, by the clock or by doctrine, and back")
        let speed = fields.optionalNumber("march_speed_mps", in: 0.5...30, "along the straight way between two positions; 8 when absent")
        if let arrival, let departure, departure <= arrival {
            fields.complain("leaves_s", "found \(StrictNumber.text(departure)), allowed: later than arrives_s")
        }
        if speed != nil, alternates.isEmpty, !fields.isDescribing {
            fields.complain("march_speed_mps", "given without alternate_positions: it marches nowhere")
        }
        return MovementDocument(arrival: arrival, departure: departure, alternates: alternates, marchSpeed: speed ?? 8)
    }
}
