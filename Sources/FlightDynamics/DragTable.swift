/// Zero-lift drag coefficient by Mach number, motor off and on; linear between knots, held at the ends.
///
/// The value is a reference to knots that never change: copying a missile's model copies no table.
public struct DragTable: Sendable {
    /// One knot: Mach number and the coefficient without and with the motor burning.
    public struct Knot: Sendable, Equatable {
        /// Mach number, ≥ 0.
        public var mach: Double
        /// Zero-lift drag coefficient with the motor off.
        public var coasting: Double
        /// The same with the motor burning.
        public var powered: Double

        /// Coefficients at one Mach number.
        @inlinable
        public init(mach: Double, coasting: Double, powered: Double) {
            self.mach = mach
            self.coasting = coasting
            self.powered = powered
        }
    }

    @usableFromInline
    struct Cell: Sendable {
        @usableFromInline var mach: Double
        @usableFromInline var coasting: Double
        @usableFromInline var powered: Double
        @usableFromInline var coastingSlope: Double
        @usableFromInline var poweredSlope: Double
    }

    /// Owns the knots' memory; nothing writes to it after the table is made.
    @usableFromInline
    final class Storage: @unchecked Sendable {
        let cells: UnsafeMutablePointer<Cell>
        /// The last knot at or below each eighth of a Mach number, where a look-up starts.
        let starts: UnsafeMutablePointer<UInt8>

        init(_ values: [Cell]) {
            cells = .allocate(capacity: values.count)
            cells.initialize(from: values, count: values.count)
            starts = .allocate(capacity: DragTable.startCount)
            for place in 0..<DragTable.startCount {
                let mach = Double(place) / 8
                let last = values.lastIndex { $0.mach <= mach } ?? 0
                starts.advanced(by: place).initialize(to: UInt8(last))
            }
        }

        deinit {
            cells.deallocate()
            starts.deallocate()
        }
    }

    /// How many knots a table may have.
    public static let knotsMaximum = 64
    /// Eighths of a Mach number with a start of their own: up to Mach 10.
    @usableFromInline static var startCount: Int { 80 }
    private let storage: Storage
    @usableFromInline nonisolated(unsafe) let starts: UnsafePointer<UInt8>
    @usableFromInline nonisolated(unsafe) let cells: UnsafePointer<Cell>
    /// Number of knots, ≥ 1.
    public let count: Int

    /// - Parameter knots: 1…64, Mach strictly rising.
    public init(_ knots: [Knot]) {
        precondition(!knots.isEmpty && knots.count <= Self.knotsMaximum, "a drag table has 1 to 64 knots")
        var values: [Cell] = []
        for (index, knot) in knots.enumerated() {
            var cell = Cell(
                mach: knot.mach, coasting: knot.coasting, powered: knot.powered, coastingSlope: 0, poweredSlope: 0)
            if index + 1 < knots.count {
                let width = knots[index + 1].mach - knot.mach
                precondition(width > 0, "Mach numbers of a drag table must rise")
                cell.coastingSlope = (knots[index + 1].coasting - knot.coasting) / width
                cell.poweredSlope = (knots[index + 1].powered - knot.powered) / width
            }
            values.append(cell)
        }
        storage = Storage(values)
        cells = UnsafePointer(storage.cells)
        starts = UnsafePointer(storage.starts)
        count = knots.count
    }

    /// One curve for both motor off and on.
    public init(machs: [Double], coefficients: [Double]) {
        precondition(machs.count == coefficients.count, "a drag table needs a coefficient for each Mach number")
        self.init(zip(machs, coefficients).map { Knot(mach: $0, coasting: $1, powered: $1) })
    }

    /// The same coefficient at every speed.
    public init(constant coefficient: Double) {
        self.init([Knot(mach: 0, coasting: coefficient, powered: coefficient)])
    }

    /// The knots, as given.
    public var knots: [Knot] {
        (0..<count).map { Knot(mach: cells[$0].mach, coasting: cells[$0].coasting, powered: cells[$0].powered) }
    }

    /// Every coefficient multiplied by `factor`.
    public func scaled(by factor: Double) -> DragTable {
        DragTable(knots.map { Knot(mach: $0.mach, coasting: $0.coasting * factor, powered: $0.powered * factor) })
    }

    /// The coefficient at a Mach number ≥ 0.
    @inlinable @inline(__always)
    public func coefficient(mach: Double, powered: Bool) -> Double {
        var index = Int(starts[Int(min(mach * 8, 79))])
        while index + 1 < count, cells[index + 1].mach <= mach { index += 1 }
        let offset = max(0, mach - cells[index].mach)
        return powered
            ? cells[index].powered + cells[index].poweredSlope * offset
            : cells[index].coasting + cells[index].coastingSlope * offset
    }
}
