public import StudyStatistics

/// Everything that an archive says of its study before the first run: written in one transaction, so that an archive is either
/// empty or whole.
public struct StudyDescription: Sendable {
    /// One input file.
    public struct Document: Sendable, Equatable {
        public var name: String
        public var sha256: String
        public var text: String

        public init(name: String, sha256: String, text: String) {
            self.name = name
            self.sha256 = sha256
            self.text = text
        }
    }

    /// A value of the catalogue that is sampled.
    public struct Parameter: Sendable, Equatable {
        /// Path in the catalogue; its last word names the unit.
        public var path: String
        /// The entry of the study's `uncertainty` that it belongs to.
        public var group: String
        public var low: Double
        public var best: Double
        public var high: Double

        public init(path: String, group: String, low: Double, best: Double, high: Double) {
            self.path = path
            self.group = group
            self.low = low
            self.best = best
            self.high = high
        }
    }

    /// What the price of an arm would buy of something else.
    public struct Purchase: Sendable, Equatable {
        public var arm: String
        public var item: String
        public var low: Double
        public var best: Double
        public var high: Double

        public init(arm: String, item: String, low: Double, best: Double, high: Double) {
            self.arm = arm
            self.item = item
            self.low = low
            self.best = best
            self.high = high
        }
    }

    public var meta: [(key: String, value: String)]
    public var documents: [Document]
    public var arms: [StudyArm]
    public var settings: [StudySetting]
    public var parameters: [Parameter]
    public var purchases: [Purchase]
    /// Samples that draw the catalogue, and the values of one, in the order of `parameters`.
    public var drawnSamples: Range<Int>
    public var draw: @Sendable (_ sample: Int) -> [Double]

    public init(
        meta: [(key: String, value: String)], documents: [Document], arms: [StudyArm], settings: [StudySetting],
        parameters: [Parameter], purchases: [Purchase], drawnSamples: Range<Int>,
        draw: @escaping @Sendable (_ sample: Int) -> [Double]
    ) {
        self.meta = meta
        self.documents = documents
        self.arms = arms
        self.settings = settings
        self.parameters = parameters
        self.purchases = purchases
        self.drawnSamples = drawnSamples
        self.draw = draw
    }
}
