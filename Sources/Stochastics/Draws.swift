import NumericalMethods

extension RandomStream {
    /// Standard normal, by the inverse of its distribution; one block.
    public mutating func nextNormal() -> Double { NormalDistribution.quantile(nextUniform()) }

    /// The next three standard normals, as one by one, in about two thirds of the time: blocks side by side, and one polynomial where
    /// all lie in the middle of the distribution, as three in five triples do.
    public mutating func nextNormals() -> SIMD3<Double> {
        guard generator == .philox else { return SIMD3(nextNormal(), nextNormal(), nextNormal()) }
        let uniform = nextFourUniforms()
        counter &+= 3
        return NormalDistribution.quantiles(SIMD3(uniform.x, uniform.y, uniform.z))
    }

    /// Uniforms of the next four counters, which stays: four blocks of Philox side by side, each word in a lane of 64 bits.
    @inline(__always)
    private func nextFourUniforms() -> SIMD4<Double> {
        let low = SIMD4<UInt64>(repeating: 0xFFFF_FFFF)
        var x = SIMD4(UInt64(counter), UInt64(counter &+ 1), UInt64(counter &+ 2), UInt64(counter &+ 3))
        var y = SIMD4(repeating: UInt64(purpose)), z = SIMD4(repeating: UInt64(entity)), w = SIMD4(repeating: UInt64(run))
        var k = key
        for _ in 0..<10 {
            let product0 = (x & low) &* SIMD4(repeating: 0xD251_1F53)
            let product1 = (z & low) &* SIMD4(repeating: 0xCD9E_8D57)
            x = (product1 &>> 32) ^ y ^ SIMD4(repeating: UInt64(k.x))
            y = product1 & low
            z = (product0 &>> 32) ^ w ^ SIMD4(repeating: UInt64(k.y))
            w = product0 & low
            k = k &+ SIMD2(0x9E37_79B9, 0xBB67_AE85)
        }
        let bits = ((x & low) &<< 32 | y & low) &>> 11
        return (SIMD4<Double>(bits) + 0.5) * 0x1p-53
    }

    /// Exponential with a mean; one block.
    public mutating func nextExponential(mean: Double) -> Double { -mean * Elementary.log(nextUniform()) }

    /// Uniform on 0..<bound; one block (bias below 2⁻⁶⁴ · bound).
    public mutating func nextInteger(below bound: Int) -> Int {
        let words = nextBlock()
        let bits = UInt64(words.x) << 32 | UInt64(words.y)
        return Int(bits.multipliedFullWidth(by: UInt64(bound)).high)
    }
}
