import Foundation

/// Calls for memory so far, where a counter of them is preloaded (Benchmarks/allocations.c); nil where none is.
enum AllocationCount {
    private typealias Counter = @convention(c) () -> UInt64

    private static let counter: Counter? = dlsym(nil, "cupola_allocation_count").map { unsafeBitCast($0, to: Counter.self) }

    static var now: UInt64? { counter?() }
}
