public import NumericalMethods

/// What drag and lift need to know of the air at one height.
public struct AirSample: Sendable {
    /// kg/m³.
    public var density: Double
    /// Pa.
    public var pressure: Double
    /// One over the speed of sound, s/m.
    public var inverseSoundSpeed: Double

    @inlinable @inline(__always)
    public init(density: Double, pressure: Double, inverseSoundSpeed: Double) {
        self.density = density
        self.pressure = pressure
        self.inverseSoundSpeed = inverseSoundSpeed
    }
}

/// The air a body flies through, by height above the surface.
public struct AirModel: Sendable {
    @usableFromInline
    enum Kind: Sendable { case vacuum, standard, exponential }

    @usableFromInline let kind: Kind
    @usableFromInline let surfaceDensity: Double
    @usableFromInline let scaleHeight: Double
    @usableFromInline let table: StandardAirTable

    init(kind: Kind, surfaceDensity: Double = 0, scaleHeight: Double = 1) {
        self.kind = kind
        self.surfaceDensity = surfaceDensity
        self.scaleHeight = scaleHeight
        table = .shared
    }

    /// No air.
    public static let vacuum = AirModel(kind: .vacuum)

    /// The 1976 standard atmosphere to 86 km, nothing above.
    public static let standard = AirModel(kind: .standard)

    /// ρ = ρ₀ e^(−h/H); the speed of sound is 340.294 m/s throughout.
    public static func exponential(surfaceDensity: Double, scaleHeight: Double) -> AirModel {
        AirModel(kind: .exponential, surfaceDensity: surfaceDensity, scaleHeight: scaleHeight)
    }

    /// The air at `height` metres.
    @inlinable @inline(__always)
    public func sample(height: Double) -> AirSample {
        switch kind {
        case .standard: table.sample(height: height)
        case .vacuum: AirSample(density: 0, pressure: 0, inverseSoundSpeed: 1 / 340.294)
        case .exponential:
            AirSample(
                density: surfaceDensity * Elementary.exp(-height / scaleHeight), pressure: 0,
                inverseSoundSpeed: 1 / 340.294)
        }
    }
}

@usableFromInline
struct StandardAirTable: Sendable {
    @usableFromInline nonisolated(unsafe) let cells: UnsafePointer<SIMD4<Double>>
    static let shared = StandardAirTable()
    init() { 
        let cells = UnsafeMutablePointer<SIMD4<Double>>.allocate(capacity: 1800)
        for i in 0..<1800 { cells[i] = Self.exact(Double(i)*50-1000) }
        self.cells = UnsafePointer(cells)
    }
    static func exact(_ z: Double) -> SIMD4<Double> {
        let r0 = 6356766.0
        let h = r0*z/(r0+z)
        let base: [(Double,Double)] = [(0,-0.0065),(11000,0),(20000,0.001),(32000,0.0028),(47000,0),(51000,-0.0028),(71000,-0.002),(84852,0)]
        var t = 288.15, p = 101325.0
        let k = 9.80665*0.0289644/8.31432
        for i in 0..<7 {
            let (b,l) = base[i]
            let top = i == 6 ? h : min(h, base[i+1].0)
            let d = top-b
            let t1 = t+l*d
            p *= l == 0 ? Elementary.exp(-k*d/t) : Elementary.pow(t/t1, k/l)
            t = t1
            if h <= base[i+1].0 { break }
        }
        return SIMD4(p*0.0289644/(8.31432*t), p, 1/(1.4*8.31432/0.0289644*t).squareRoot(), 0)
    }
    @inlinable @inline(__always)
    func sample(height: Double) -> AirSample {
        if height >= 86000 { return AirSample(density: 0, pressure: 0, inverseSoundSpeed: 1/274.1) }
        let x = max(0, (height+1000)*0.02)
        let i = min(Int(x), 1798)
        let f = x - Double(i)
        let v = cells[i]*(1-f) + cells[i+1]*f
        return AirSample(density: v.x, pressure: v.y, inverseSoundSpeed: v.z)
    }
}
