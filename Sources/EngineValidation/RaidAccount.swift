import BattleSimulation

/// What a raid's time went into: how often it did what, and what each costs by itself, outside a raid.
package struct RaidAccount {
    /// One kind of work.
    package struct Kernel {
        package var name: String
        /// In the raid.
        package var calls: Int
        /// A call by itself, on work like the raid's.
        package var nanoseconds: Double
    }

    package var kernels: [Kernel]
    /// Of the raid, processor time.
    package var seconds: Double

    /// Share of the raid's time that its calls explain.
    package var accounted: Double { kernels.reduce(0) { $0 + share(of: $1) } }

    package func share(of kernel: Kernel) -> Double { Double(kernel.calls) * kernel.nanoseconds * 1e-9 / seconds }

    /// - Parameters:
    ///   - seconds: processor time of the raid.
    ///   - turns: of which the least time counts, > 0.
    package init(of model: BattleModel, seed: UInt64, index: UInt32, seconds: Double, turns: Int) {
        let (record, counts) = BattleRunner.counted(model, seed: seed, index: index)
        let scenes = RaidKernels(model, record: record) { ProcessClock.cpuSeconds }
        var least = [Double](repeating: .infinity, count: 5)
        for _ in 0..<turns {
            let (looks, plots) = scenes.looks()
            let pictures = scenes.pictures(plots)
            let timings = [scenes.flights(), looks, pictures.plots, pictures.questions, scenes.filters(plots)]
            for (place, timing) in timings.enumerated() where timing.calls > 0 {
                least[place] = min(least[place], timing.seconds / Double(timing.calls) * 1e9)
            }
        }
        let calls = [
            ("round, a step of its flight", counts.steps), ("radar, a look", counts.looks), ("post, a plot", counts.plots),
            ("post, launch windows of a track", counts.questions), ("beam, an echo in its filter", counts.echoes),
        ]
        kernels = zip(calls, least).map { Kernel(name: $0.0, calls: $0.1, nanoseconds: $1.isFinite ? $1 : 0) }
        self.seconds = seconds
    }
}
