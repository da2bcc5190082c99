/// SplitMix64 read by counter, as the families of assignment instances are defined.
///
///     raw(seed, k) = mix(seed + (k + 1) · 0x9E3779B97F4A7C15),   u = (raw >> 11) · 2⁻⁵³
/// - Source: Steele, Lea and Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
struct CountedSplitMix {
    let seed: UInt64

    func raw(_ place: Int) -> UInt64 {
        var z = seed &+ (UInt64(place) &+ 1) &* 0x9E37_79B9_7F4A_7C15
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }

    /// In 0 ≤ u < 1.
    func uniform(_ place: Int) -> Double { Double(raw(place) >> 11) * 0x1p-53 }
}
