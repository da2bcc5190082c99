import NumericalMethods

/// Wilson's interval of a binomial share.
public enum WilsonInterval {
    public static func bounds(successes: Int, of count: Int, confidence: Double) -> (low: Double, high: Double) {
        BinomialInterval.wilson(successes: Double(successes), of: Double(count), confidence: confidence)
    }
}
