public import NumericalMethods
public import Quantities

/// The air at a height.
public struct AtmosphereState: Sendable, Equatable {
    /// K.
    public var temperature: Double
    /// Pa.
    public var pressure: Double
    /// kg/m³.
    public var density: Double
    /// m/s.
    public var speedOfSound: Double
}

/// U.S. Standard Atmosphere 1976 (NOAA-S/T 76-1562), by its defining constants, to 86 km of geometric height.
public enum StandardAtmosphere {
    static let gasConstant = 8314.32
    static let molarMass = 28.9644
    static let earthRadius = 6_356_766.0
    /// Geopotential base heights (m), base temperatures (K), lapse rates (K/m), base pressures (Pa).
    private static let layers: [(base: Double, temperature: Double, lapse: Double, pressure: Double)] = {
        let bases: [(Double, Double)] = [
            (0, -0.0065), (11_000, 0), (20_000, 0.001), (32_000, 0.0028), (47_000, 0), (51_000, -0.0028), (71_000, -0.002),
        ]
        var list: [(base: Double, temperature: Double, lapse: Double, pressure: Double)] = []
        var temperature = 288.15
        var pressure = 101_325.0
        for (place, layer) in bases.enumerated() {
            if place > 0 {
                let previous = list[place - 1]
                let span = layer.0 - previous.base
                pressure = Self.pressure(above: previous, by: span)
                temperature = previous.temperature + previous.lapse * span
            }
            list.append((layer.0, temperature, layer.1, pressure))
        }
        return list
    }()

    private static func pressure(
        above layer: (base: Double, temperature: Double, lapse: Double, pressure: Double), by span: Double
    ) -> Double {
        let hydrostatic = Units.standardGravity * molarMass / gasConstant
        if layer.lapse == 0 { return layer.pressure * Elementary.exp(-hydrostatic * span / layer.temperature) }
        return layer.pressure
            * Elementary.pow(layer.temperature / (layer.temperature + layer.lapse * span), hydrostatic / layer.lapse)
    }

    /// The air at a geometric height, metres; below 0 the first layer goes on, above 86 km it thins out exponentially.
    public static func state(geometricAltitude: Metres) -> AtmosphereState {
        let capped = min(max(geometricAltitude, -5_000), 86_000)
        let geopotential = earthRadius * capped / (earthRadius + capped)
        var place = 0
        while place + 1 < layers.count, layers[place + 1].base <= geopotential { place += 1 }
        let layer = layers[place]
        let span = geopotential - layer.base
        let temperature = layer.temperature + layer.lapse * span
        var pressure = pressure(above: layer, by: span)
        if geometricAltitude > 86_000 { pressure *= Elementary.exp(-(geometricAltitude - 86_000) / 5_600) }
        let density = pressure * molarMass / (gasConstant * temperature)
        let sound = (1.4 * gasConstant * temperature / molarMass).squareRoot()
        return AtmosphereState(temperature: temperature, pressure: pressure, density: density, speedOfSound: sound)
    }
}
