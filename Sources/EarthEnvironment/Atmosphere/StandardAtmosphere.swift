import NumericalMethods
public import Quantities

/// The state of still, dry standard air at one altitude.
public struct AtmosphereState: Sendable, Equatable {
    /// Geopotential altitude, metres.
    public var geopotentialAltitude: Metres
    /// Kinetic temperature, kelvins.
    public var temperature: Double
    /// Molecular-scale temperature T·M₀/M, kelvins; differs from the kinetic one only above 80 km.
    public var molecularTemperature: Double
    /// Pascals.
    public var pressure: Double
    /// kg/m³.
    public var density: Double
    /// m/s.
    public var speedOfSound: MetresPerSecond
    /// Dynamic viscosity, Pa·s.
    public var viscosity: Double
}

/// The U.S. Standard Atmosphere 1976 from 5 km below the sea to 86 km, by its defining equations.
///
///     H = r₀ z/(r₀ + z);  T_M = T_b + L_b (H − H_b)
///     p = p_b (T_b/T_M)^{g₀M₀/(R* L_b)}, or p_b exp(−g₀M₀(H − H_b)/(R* T_b)) where L_b = 0
///     ρ = p M₀/(R* T_M);  a = √(γ R* T_M/M₀);  μ = β T^{3/2}/(T + S)
///
/// Above 86 km the air continues isothermal in molecular-scale temperature (186.946 K) and hydrostatic: density within
/// 4 % of the standard at 100 km and 25 % low at 120 km; then progressively too low (20-fold at 150 km), where a
/// missile feels none of it. Below −5 km the first layer is carried on.
/// Source: NOAA-S/T 76-1562 (1976), section 1.3 equations 18–51, tables 4 and 8.
public enum StandardAtmosphere {
    /// Universal gas constant of the standard, J/(kmol·K).
    public static let gasConstant = 8314.32
    /// Mean molecular weight of air at sea level, kg/kmol.
    public static let molecularWeight = 28.9644
    /// Radius of the standard's earth, metres.
    public static let earthRadius: Metres = 6_356_766
    /// Ratio of specific heats.
    public static let heatRatio = 1.4
    /// Sutherland's constants β (kg/(s·m·K½)) and S (K).
    public static let sutherlandFactor = 1.458e-6
    package static let sutherlandTemperature = 110.4

    /// Geopotential altitude of each layer's base (m), its lapse rate (K/m). The last is 86 km geometric: the standard's
    /// table 4 rounds it to 84,852 m.
    static let layerBases: [Double] = [
        0, 11_000, 20_000, 32_000, 47_000, 51_000, 71_000, geopotentialAltitude(geometricAltitude: 86_000),
    ]
    static let lapseRates: [Double] = [-0.0065, 0, 0.001, 0.0028, 0, -0.0028, -0.002, 0]
    /// Table 8: M/M₀ at 80.0, 80.5, … 86.0 km geometric.
    static let molecularWeightRatios: [Double] = [
        1.000000, 0.999996, 0.999989, 0.999971, 0.999941, 0.999909, 0.999870, 0.999829, 0.999786, 0.999741, 0.999694,
        0.999641, 0.999579,
    ]

    struct Layer {
        var base: Double
        var lapse: Double
        var temperature: Double
        var pressure: Double
    }

    /// g₀M₀/R*, K/m.
    static let hydrostaticConstant = Units.standardGravity * molecularWeight / gasConstant

    static let layers: [Layer] = {
        var layers: [Layer] = []
        var temperature = 288.15
        var pressure = 101_325.0
        for (index, base) in layerBases.enumerated() {
            let layer = Layer(base: base, lapse: lapseRates[index], temperature: temperature, pressure: pressure)
            layers.append(layer)
            if index + 1 < layerBases.count {
                (temperature, pressure) = temperatureAndPressure(in: layer, at: layerBases[index + 1])
            }
        }
        return layers
    }()

    static func temperatureAndPressure(in layer: Layer, at geopotential: Double) -> (Double, Double) {
        let rise = geopotential - layer.base
        if layer.lapse == 0 {
            return (
                layer.temperature, layer.pressure * Elementary.exp(-hydrostaticConstant * rise / layer.temperature)
            )
        }
        let temperature = layer.temperature + layer.lapse * rise
        return (
            temperature,
            layer.pressure * Elementary.pow(layer.temperature / temperature, hydrostaticConstant / layer.lapse)
        )
    }

    /// H = r₀ z/(r₀ + z), metres.
    @inlinable
    public static func geopotentialAltitude(geometricAltitude z: Metres) -> Metres { 6_356_766 * z / (6_356_766 + z) }

    /// z = r₀ H/(r₀ − H), metres.
    @inlinable
    public static func geometricAltitude(geopotentialAltitude h: Metres) -> Metres { 6_356_766 * h / (6_356_766 - h) }

    /// Gravity of the standard, g₀ (r₀/(r₀ + z))², m/s².
    @inlinable
    public static func gravity(geometricAltitude z: Metres) -> Double {
        let ratio = 6_356_766 / (6_356_766 + z)
        return Units.standardGravity * ratio * ratio
    }

    /// The state at a geometric altitude.
    /// - Parameter z: metres above sea level, > −100 km (the ellipsoid's height is used for it).
    public static func state(geometricAltitude z: Metres) -> AtmosphereState {
        let h = geopotentialAltitude(geometricAltitude: z)
        var index = 0
        while index + 1 < layers.count, h > layers[index + 1].base { index += 1 }
        let (molecular, pressure) = temperatureAndPressure(in: layers[index], at: h)
        let kinetic = molecular * molecularWeightRatio(geometricAltitude: z)
        let specific = gasConstant / molecularWeight * molecular
        return AtmosphereState(
            geopotentialAltitude: h, temperature: kinetic, molecularTemperature: molecular, pressure: pressure,
            density: pressure / specific, speedOfSound: (heatRatio * specific).squareRoot(),
            viscosity: viscosity(temperature: kinetic))
    }

    /// Sutherland's law, Pa·s.
    public static func viscosity(temperature: Double) -> Double {
        sutherlandFactor * temperature * temperature.squareRoot() / (temperature + sutherlandTemperature)
    }

    /// M/M₀: 1 to 80 km, linear between the rows of table 8, held above 86 km.
    static func molecularWeightRatio(geometricAltitude z: Metres) -> Double {
        guard z > 80_000 else { return 1 }
        let place = (z - 80_000) / 500
        guard place < Double(molecularWeightRatios.count - 1) else { return molecularWeightRatios.last! }
        let index = Int(place)
        let fraction = place - Double(index)
        return molecularWeightRatios[index] + fraction * (molecularWeightRatios[index + 1] - molecularWeightRatios[index])
    }
}
