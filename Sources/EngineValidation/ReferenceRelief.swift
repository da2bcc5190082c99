/// The fractal elevation model of the synthetic terrain cases: the same bits as its generator beside them.
///
/// Eleven octaves of gradient noise, the four longest folded into ridges, under a mask of wave 4,096 nodes; whole metres.
/// - Source: the construction of `gen_dem.py` of the cases; gradient noise after Perlin, SIGGRAPH 1985.
struct ReferenceRelief {
    let seed: UInt64
    let side: Int

    private static let amplitudes = [1600.0, 930, 540, 315, 185, 108, 63, 36, 20, 11, 6]

    func heights() -> [Float] {
        [Float](unsafeUninitializedCapacity: side * side) { heights, count in
            var noise = [Double](repeating: 0, count: side)
            var sum = [Double](repeating: 0, count: side)
            for row in 0..<side {
                for column in 0..<side { sum[column] = 0 }
                for octave in 0..<11 {
                    fill(&noise, octave: UInt64(octave), row: row, logarithm: 11 - octave)
                    let amplitude = Self.amplitudes[octave]
                    if octave < 4 {
                        for column in 0..<side { sum[column] += amplitude * (0.45 - 1.6 * abs(noise[column])) }
                    } else {
                        for column in 0..<side { sum[column] += amplitude * noise[column] }
                    }
                }
                fill(&noise, octave: 99, row: row, logarithm: 12)
                for column in 0..<side {
                    let mask = min(max(0.60 + 1.4 * noise[column], 0.03), 1)
                    let height = min(max(250 + mask * (sum[column] + 350), 0), 8000)
                    heights[row * side + column] = Float((height + 0.5).rounded(.down))
                }
            }
            count = side * side
        }
    }

    /// One row of one octave of gradient noise.
    private func fill(_ noise: inout [Double], octave: UInt64, row: Int, logarithm: Int) {
        let wave = 1 << logarithm
        let inverse = 1 / Double(wave)
        let cellRow = row >> logarithm
        let fy = Double(row - cellRow * wave) * inverse
        let v = Self.fade(fy)
        let base = Self.mix(Self.mix(seed &+ 0x9e37_79b9_7f4a_7c15) &+ octave &* 0x9e37_79b9_7f4a_7c15)
        let upper = Self.mix(base &+ UInt64(cellRow))
        let lower = Self.mix(base &+ UInt64(cellRow + 1))
        var column = 0
        while column < side {
            let cell = column >> logarithm
            let g00 = Self.gradient(upper, cell)
            let g01 = Self.gradient(upper, cell + 1)
            let g10 = Self.gradient(lower, cell)
            let g11 = Self.gradient(lower, cell + 1)
            for place in column..<min(side, (cell + 1) * wave) {
                let fx = Double(place - cell * wave) * inverse
                let u = Self.fade(fx)
                let n00 = g00.x * fx + g00.y * fy
                let n01 = g01.x * (fx - 1) + g01.y * fy
                let n10 = g10.x * fx + g10.y * (fy - 1)
                let n11 = g11.x * (fx - 1) + g11.y * (fy - 1)
                let a = n00 + u * (n01 - n00)
                let b = n10 + u * (n11 - n10)
                noise[place] = a + v * (b - a)
            }
            column = (cell + 1) * wave
        }
    }

    private static func fade(_ f: Double) -> Double { f * f * f * (f * (f * 6 - 15) + 10) }

    private static func mix(_ word: UInt64) -> UInt64 {
        var x = (word ^ (word >> 30)) &* 0xbf58_476d_1ce4_e5b9
        x = (x ^ (x >> 27)) &* 0x94d0_49bb_1331_11eb
        return x ^ (x >> 31)
    }

    private static func gradient(_ rowHash: UInt64, _ cell: Int) -> (x: Double, y: Double) {
        let hash = mix(rowHash &+ UInt64(cell) &* 0xd1b5_4a32_d192_ed03)
        return (
            Double(hash >> 32) * (1 / 2_147_483_648) - 1, Double(hash & 0xffff_ffff) * (1 / 2_147_483_648) - 1
        )
    }
}
