import NumericalMethods

/// How well a best value is known.
public enum CatalogueStatus: String, CaseIterable, Sendable {
    /// The source's text was seen.
    case found
    /// Seen only in an open compilation that names the source.
    case secondary
    /// From memory of a named source.
    case recalled
    /// Computed from other entries or calibrated against them; the method says how.
    case derived
    /// A modelling assumption: no public figure.
    case assumed
}

/// How a value is drawn between its low and its high when a study samples what is not known.
public enum CatalogueDistribution: String, CaseIterable, Sendable {
    case constant = "const"
    /// Triangular with its mode at best.
    case triangular = "tri"
    case uniform
    case logUniform = "loguniform"
    /// One of low, best, high: sources contradict each other, so values in between mean nothing.
    case discrete
}

/// One source's word on a value.
public struct Citation: Sendable, Equatable {
    /// Key in `sources.yaml`.
    public let ref: String
    /// Whether this source was seen itself.
    public let status: CatalogueStatus
    /// What it says, in our words.
    public let says: String
}

/// Where in the catalogue's files something stands.
public struct DocumentPlace: Sendable, Equatable, CustomStringConvertible {
    package let file: String
    package let line: Int
    package let column: Int
    /// As `file:line:column`.
    public var description: String { "\(file):\(line):\(column)" }
}

/// What a value is for.
public enum CatalogueRole: String, Sendable {
    /// The simulation reads it.
    case model
    /// The simulation must reproduce it, or a reader compares it.
    case check
}

/// Where a value, text or table comes from.
public struct Provenance: Sendable, Equatable {
    package let status: CatalogueStatus
    package let sources: [Citation]
    package let note: String
    /// How a derived or assumed value came about.
    public let method: String
    /// Identifier in the parameter sheet that this value was taken from.
    public let sourceID: String?
    /// Rests on data that names its own source only loosely.
    public let isWeak: Bool
    /// Figures seen and left outside the range.
    public let outliers: [String]
    /// What the value is, where the key does not say it all.
    public let parameter: String
    package let place: DocumentPlace
}

/// A number of the public record: best estimate, range, distribution, status and sources.
///
/// `low`, `best` and `high` are SI, radians, linear; the same with `written` in front are in the unit of the key.
public struct CatalogueValue: Sendable, Equatable {
    /// Key in the file, whose ending is the unit.
    public let key: String
    package let unit: DocumentUnit
    package let role: CatalogueRole
    package private(set) var writtenLow: Double
    package private(set) var writtenBest: Double
    package private(set) var writtenHigh: Double
    package private(set) var distribution: CatalogueDistribution
    package let provenance: Provenance

    init(
        key: String, role: CatalogueRole, low: Double, best: Double, high: Double, distribution: CatalogueDistribution,
        provenance: Provenance
    ) {
        self.key = key
        unit = DocumentUnit.named(by: key)
        self.role = role
        writtenLow = low
        writtenBest = best
        writtenHigh = high
        self.distribution = distribution
        self.provenance = provenance
    }

    package var low: Double { unit.toSI(writtenLow) }
    package var best: Double { unit.toSI(writtenBest) }
    package var high: Double { unit.toSI(writtenHigh) }
    package var status: CatalogueStatus { provenance.status }
    package var sources: [Citation] { provenance.sources }

    /// True when sampling it changes anything.
    public var isUncertain: Bool { distribution != .constant && writtenLow < writtenHigh }

    /// The value, in the key's unit, below which a share `u` of the distribution lies.
    /// - Parameter u: 0…1, from a random stream or a design of a study.
    /// - Returns: triangular: the inverse of its piecewise quadratic distribution function; discrete: best for the
    ///   middle half, low and high for the outer quarters (a repeated figure has the weights of both).
    public func quantile(_ u: Double) -> Double {
        let low = writtenLow, best = writtenBest, high = writtenHigh
        guard isUncertain else { return best }
        switch distribution {
        case .constant: return best
        case .uniform: return low + u * (high - low)
        case .logUniform:
            guard low > 0 else { return low + u * (high - low) }
            return low * Elementary.exp(u * Elementary.log(high / low))
        case .discrete: return u < 0.25 ? low : u < 0.75 ? best : high
        case .triangular:
            let span = high - low
            let mode = (best - low) / span
            return u < mode ? low + span * (u * mode).squareRoot() : high - span * ((1 - u) * (1 - mode)).squareRoot()
        }
    }

    /// A copy fixed at one value, in the key's unit.
    func fixed(at written: Double) -> CatalogueValue {
        var copy = self
        copy.writtenLow = written
        copy.writtenBest = written
        copy.writtenHigh = written
        copy.distribution = .constant
        return copy
    }
}

/// A word of the public record, such as a radar band.
public struct CatalogueText: Sendable, Equatable {
    package let key: String
    package let text: String
    package let provenance: Provenance
}

/// A curve, such as drag by Mach number: points with rising abscissa.
public struct CatalogueTable: Sendable, Equatable {
    package let key: String
    package let abscissae: [Double]
    package let ordinates: [Double]
    package let provenance: Provenance
}
