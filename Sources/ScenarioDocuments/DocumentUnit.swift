import NumericalMethods
import Quantities

/// A unit that a key names by its ending: `range_km`, `beamwidth_deg`.
public struct DocumentUnit: Sendable, Equatable {
    package enum Scale: Sendable, Equatable {
        /// SI = factor · value.
        case linear(Double)
        /// SI (linear) = 10^(value/10).
        case decibel
    }

    /// Ending of the key without its underscore; empty where the number has no unit.
    public let suffix: String
    /// As people write it.
    public let symbol: String
    package let scale: Scale

    init(_ suffix: String, _ symbol: String, _ scale: Scale) {
        self.suffix = suffix
        self.symbol = symbol
        self.scale = scale
    }

    package static let none = DocumentUnit("", "", .linear(1))

    /// Every unit a key may name.
    public static let all: [DocumentUnit] = [
        DocumentUnit("km", "km", .linear(1000)), DocumentUnit("m", "m", .linear(1)),
        DocumentUnit("mm", "mm", .linear(1e-3)), DocumentUnit("m2", "m²", .linear(1)),
        DocumentUnit("dbsm", "dBsm", .decibel), DocumentUnit("mps", "m/s", .linear(1)),
        DocumentUnit("deg", "deg", .linear(Units.degree)), DocumentUnit("degps", "deg/s", .linear(Units.degree)),
        DocumentUnit("s", "s", .linear(1)), DocumentUnit("ms", "ms", .linear(1e-3)),
        DocumentUnit("us", "µs", .linear(1e-6)), DocumentUnit("min", "min", .linear(60)),
        DocumentUnit("h", "h", .linear(3600)), DocumentUnit("kg", "kg", .linear(1)),
        DocumentUnit("g", "g", .linear(Units.standardGravity)), DocumentUnit("kn", "kN", .linear(1000)),
        DocumentUnit("kgpm2", "kg/m²", .linear(1)), DocumentUnit("musd", "million USD", .linear(1e6)),
        DocumentUnit("ghz", "GHz", .linear(1e9)), DocumentUnit("mhz", "MHz", .linear(1e6)),
        DocumentUnit("khz", "kHz", .linear(1e3)), DocumentUnit("hz", "Hz", .linear(1)),
        DocumentUnit("kw", "kW", .linear(1000)), DocumentUnit("w", "W", .linear(1)),
        DocumentUnit("wpmhz", "W/MHz", .linear(1e-6)), DocumentUnit("db", "dB", .decibel),
        DocumentUnit("kelvin", "K", .linear(1)), DocumentUnit("mm_h", "mm/h", .linear(1)),  // as ITU-R P.838 takes it
        DocumentUnit("count", "", .linear(1)), DocumentUnit("probability", "", .linear(1)),
        DocumentUnit("fraction", "", .linear(1)), DocumentUnit("ratio", "", .linear(1)),
        DocumentUnit("year", "", .linear(1)), DocumentUnit("rpm", "rounds/min", .linear(1.0 / 60)),
        DocumentUnit("kmprootm", "km/√m", .linear(1000)),
    ]

    private static let bySuffix = Dictionary(uniqueKeysWithValues: all.map { ($0.suffix, $0) })

    /// The unit that the last word of `key` names, or `.none`.
    public static func named(by key: String) -> DocumentUnit {
        guard let last = key.split(separator: "_").last else { return .none }
        if key.hasSuffix("_mm_h") { return bySuffix["mm_h"] ?? .none }
        return bySuffix[String(last)] ?? .none
    }

    /// Value in SI, radians, linear (rain stays in millimetres an hour).
    public func toSI(_ value: Double) -> Double {
        switch scale {
        case .linear(let factor): value * factor
        case .decibel: Elementary.pow(10, value / 10)
        }
    }

    /// Value in this unit of an SI value.
    public func fromSI(_ value: Double) -> Double {
        switch scale {
        case .linear(let factor): value / factor
        case .decibel: 10 * Elementary.log10(value)
        }
    }
}
