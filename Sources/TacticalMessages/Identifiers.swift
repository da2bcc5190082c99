/// A radar, by its place in the battle model.
public struct RadarIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A track, unique within the tracker that made it.
public struct TrackIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A fire unit: one engagement radar and its launchers (one *divizion*).
public struct FireUnitIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A defended asset, by its place in the battle model.
public struct AssetIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A type of interceptor, by its place in the battle model.
public struct InterceptorTypeIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// One launched interceptor.
public struct InterceptorIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// A command post, or a fire unit that decides for itself, by its place in the battle model.
public struct PostIdentifier: RawRepresentable, Sendable, Hashable, Comparable {
    /// Place in the list that it names a part of, ≥ 0.
    public var rawValue: Int32
    /// Names the part at a place of its list.
    @inlinable public init(rawValue: Int32) { self.rawValue = rawValue }
    @inlinable public static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
}

/// An order: the post that gave it, and how manieth of that post's it was.
public struct OrderIdentifier: Sendable, Hashable {
    /// The post that gave the order.
    public var post: PostIdentifier
    /// Its how manieth order it is, from 0.
    public var number: Int32

    /// The post's order of that number.
    @inlinable
    public init(post: PostIdentifier, number: Int32) {
        self.post = post
        self.number = number
    }
}
