import StudyStatistics

/// Everything that an archive says of its study before the first run: written in one transaction, so that an archive is either
/// empty or whole.
package struct StudyDescription: Sendable {
    /// One input file.
    package struct Document: Sendable, Equatable {
        package var name: String
        package var sha256: String
        package var text: String

        package init(name: String, sha256: String, text: String) {
            self.name = name
            self.sha256 = sha256
            self.text = text
        }
    }

    /// A value of the catalogue that is sampled.
    package struct Parameter: Sendable, Equatable {
        /// Path in the catalogue; its last word names the unit.
        package var path: String
        /// The entry of the study's `uncertainty` that it belongs to.
        package var group: String
        package var low: Double
        package var best: Double
        package var high: Double

        package init(path: String, group: String, low: Double, best: Double, high: Double) {
            self.path = path
            self.group = group
            self.low = low
            self.best = best
            self.high = high
        }
    }

    /// What the price of an arm would buy of something else.
    package struct Purchase: Sendable, Equatable {
        package var arm: String
        package var item: String
        package var low: Double
        package var best: Double
        package var high: Double

        package init(arm: String, item: String, low: Double, best: Double, high: Double) {
            self.arm = arm
            self.item = item
            self.low = low
            self.best = best
            self.high = high
        }
    }

    package var meta: [(key: String, value: String)]
    package var documents: [Document]
    package var arms: [StudyArm]
    package var settings: [StudySetting]
    package var parameters: [Parameter]
    package var purchases: [Purchase]
    /// Samples that draw the catalogue, and the values of one, in the order of `parameters`.
    package var drawnSamples: Range<Int>
    package var draw: @Sendable (_ sample: Int) -> [Double]

    package init(
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
