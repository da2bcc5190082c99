import NumericalMethods
import Quantities
import RadarSensing

/// Where one renewal of a radar's picture looks, and when: from the left edge of its view to the right one.
struct Search {
    /// Middle of the view, radians clockwise from north, and its width; 2π all round.
    var centre: Radians
    var width: Radians
    /// Time that a renewal takes, seconds.
    var period: Seconds
    /// Apparent elevations of a bar on the horizon and the top of the fence above it; nil for all that the antenna covers.
    var bar: ClosedRange<Radians>?
    var fenceTop: Radians = 0

    /// The part of a renewal after which the beam is on an azimuth, 0…1; nil outside the view.
    func share(of azimuth: Radians) -> Double? {
        guard width < 2 * .pi else {
            let turn = azimuth / (2 * .pi)
            return turn < 0 ? turn + 1 : turn
        }
        let offset = Units.shorterWay(azimuth - centre)
        guard abs(offset) <= 0.5 * width else { return nil }
        return offset / width + 0.5
    }

    /// Whether the beams pass a place of the radar's frame, metres, by its apparent elevation over the 4/3 earth; the fence takes only
    /// what closes fast, m/s.
    func reaches(_ local: Vector3, closing: Double) -> Bool {
        guard let bar else { return true }
        let range = max(1, local.length)
        // The straight line's elevation, and half of the bend of a ray of a quarter of the earth's curvature.
        let apparent = local.z / range + range / (8 * 6_371_008.8)
        guard apparent >= Elementary.sincos(bar.lowerBound).sin else { return false }
        return apparent <= Elementary.sincos(bar.upperBound).sin
            || closing > RadarModel.fenceSpeed && apparent <= Elementary.sincos(fenceTop).sin
    }

    /// The arc of one of several equal parts of a renewal, radians clockwise from north, from < to.
    func arc(_ part: Int, of parts: Int) -> (from: Radians, to: Radians) {
        let step = width / Double(parts)
        var left = width < 2 * .pi ? centre - 0.5 * width : 0
        left += step * Double(part)
        if width < 2 * .pi { left -= 2 * .pi * (left / (2 * .pi)).rounded(.down) }
        return (left, left + step)
    }
}
