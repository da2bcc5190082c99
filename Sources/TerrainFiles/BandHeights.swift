import CGDAL

/// From what a band holds to metres: height = (value · scale + offset) · unit.
struct BandHeights {
    let scale: Double
    let offset: Double
    /// Metres.
    let unit: Double

    var isIdentity: Bool { scale == 1 && offset == 0 && unit == 1 }

    func metres(_ value: Float) -> Float { Float((Double(value) * scale + offset) * unit) }

    /// What a band, and its file's vertical reference system, say of the heights.
    init(of band: GDALRasterBandH, wellKnownText: String, file: String) throws(TerrainFileError) {
        var isGiven: Int32 = 0
        scale = GDAL.GDALGetRasterScale(band, &isGiven)
        offset = GDAL.GDALGetRasterOffset(band, &isGiven)
        guard scale.isFinite, scale != 0, offset.isFinite else {
            throw .unfit(
                file: file,
                why: "scales its heights by \(scale) and shifts them by \(offset), allowed: finite numbers, a scale that is not 0")
        }
        let name = GDAL.GDALGetRasterUnitType(band).map { String(cString: $0) } ?? ""
        let own: Double? = name.isEmpty ? nil : Self.unit(named: name)
        guard name.isEmpty || own != nil else {
            throw .unfit(
                file: file, why: "has values in \"\(name)\", allowed: a unit of length (m, ft, US survey foot, cm, km …); "
                    + "where they are heights in metres, gdal_translate with a VRT whose band says UnitType m")
        }
        let vertical = try Self.vertical(wellKnownText, file: file)
        if let own, let vertical, abs(own / vertical.unit - 1) > 1e-9 {
            throw .unfit(
                file: file,
                why: "has heights in \(name), and a vertical reference system in \(vertical.name) (\(vertical.unit) m): allowed: one unit")
        }
        unit = own ?? vertical?.unit ?? 1
    }

    /// The unit of a compound reference system's heights; nil where it has none.
    private static func vertical(_ wellKnownText: String, file: String) throws(TerrainFileError) -> (unit: Double, name: String)? {
        guard !wellKnownText.isEmpty, let system = GDAL.OSRNewSpatialReference(wellKnownText) else { return nil }
        defer { GDAL.OSRDestroySpatialReference(system) }
        guard GDAL.OSRIsCompound(system) != 0 else { return nil }
        var direction = OAO_Other
        if GDAL.OSRGetAxis(system, "VERT_CS", 0, &direction) != nil, direction == OAO_Down {
            throw .unfit(file: file, why: "counts depths downwards, allowed: heights; turn their sign first (gdal_calc.py)")
        }
        var name: UnsafeMutablePointer<CChar>?
        let unit = GDAL.OSRGetTargetLinearUnits(system, "VERT_CS", &name)
        guard unit.isFinite, unit > 0 else { return nil }
        return (unit, name.map { String(cString: $0) } ?? "")
    }

    /// Metres of a unit by the names that files use; nil where it is none of length.
    static func unit(named name: String) -> Double? {
        let words = name.lowercased().split { " _-.()".contains($0) }.joined()
        return units[words]
    }

    /// The foot of 1959 is 0.3048 m, that of the United States' surveys 1200/3937 m (NIST SP 811, appendix B.6).
    private static let units: [String: Double] = {
        var units: [String: Double] = [:]
        func name(_ metres: Double, _ names: String...) { for name in names { units[name] = metres } }
        name(1, "m", "metre", "metres", "meter", "meters", "mmsl", "metreabovemeansealevel")
        name(0.1, "dm", "decimetre", "decimetres", "decimeter", "decimeters")
        name(0.01, "cm", "centimetre", "centimetres", "centimeter", "centimeters")
        name(0.001, "mm", "millimetre", "millimetres", "millimeter", "millimeters")
        name(1000, "km", "kilometre", "kilometres", "kilometer", "kilometers")
        name(0.3048, "ft", "foot", "feet", "'", "internationalfoot", "internationalfeet", "footinternational", "ftint", "intft", "ift")
        name(
            1200.0 / 3937, "ussurveyfoot", "ussurveyfeet", "ftus", "usft", "ussft", "footus", "surveyfoot", "surveyfeet", "usfoot",
            "usfeet",
            "footussurvey", "feetus", "sft")
        name(0.9144, "yd", "yard", "yards")
        name(1.8288, "fathom", "fathoms")
        return units
    }()
}
