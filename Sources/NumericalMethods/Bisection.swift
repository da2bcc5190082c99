/// Roots of a function that rises through zero once, by halving.
public enum Bisection {
    /// The place between `low` and `high` where `function` goes from below zero to zero or above, to the last bit;
    /// an end where it does not change sign between them.
    public static func root(from low: Double, to high: Double, _ function: (Double) -> Double) -> Double {
        var (low, high) = (low, high)
        // Doubles between two bounds are halved to one in fewer than 1,100 steps; 200 are enough for bounds of like size.
        for _ in 0..<200 {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high { break }
            if function(middle) < 0 { low = middle } else { high = middle }
        }
        return low + (high - low) / 2
    }
}
