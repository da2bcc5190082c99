import NumericalMethods

/// What one post believed of one track, from its first report to its last.
package struct ReplayTrack: Sendable, Equatable {
    package var post: Int
    /// The post's own number for it.
    package var number: Int
    /// The target that the witness takes it to follow; belief never reads it.
    package var target: Int?
    /// In time.
    package var samples: [ReplayTrackSample] = []
    /// When the post let it go; the end of the run where it did not.
    package var dropped: Double

    package init(post: Int, number: Int, target: Int? = nil, dropped: Double) {
        self.post = post
        self.number = number
        self.target = target
        self.dropped = dropped
    }

    /// What the post believed at a time: its latest sample, carried on in a straight line; nil before the first and once it is dropped.
    package func belief(at time: Double) -> (sample: ReplayTrackSample, position: Vector3)? {
        guard time < dropped, let sample = samples.last(where: { $0.time <= time }) else { return nil }
        return (sample, sample.position + sample.velocity * (time - sample.time))
    }
}

/// A track as its post held it at one time.
package struct ReplayTrackSample: Sendable, Equatable {
    package enum Identity: UInt8, Sendable, CaseIterable {
        case unknown, hostile, friend, civil
    }

    /// Step of a stored speed, m/s: 16 bits reach ± 8,191 m/s.
    package static let speedStep = 0.25

    package var time: Double
    package var position: Vector3
    package var velocity: Vector3
    package var ellipse: ReplayEllipse
    package var identity: Identity

    package init(time: Double, position: Vector3, velocity: Vector3, ellipse: ReplayEllipse, identity: Identity) {
        self.time = time
        self.position = position
        self.velocity = velocity
        self.ellipse = ellipse
        self.identity = identity
    }
}

/// One standard deviation of a track's place: the horizontal ellipse, and the vertical deviation; metres.
package struct ReplayEllipse: Sendable, Equatable {
    package var semiMajor: Double
    package var semiMinor: Double
    /// Of the major axis, clockwise from north, 0 ≤ azimuth < π.
    package var azimuth: Double
    package var vertical: Double

    package init(semiMajor: Double, semiMinor: Double, azimuth: Double, vertical: Double) {
        self.semiMajor = semiMajor
        self.semiMinor = semiMinor
        self.azimuth = azimuth
        self.vertical = vertical
    }

    /// From the covariance of east, north and up, m².
    ///
    /// Axes are the roots of the eigenvalues λ = (a + c)/2 ± √(((a − c)/2)² + b²) of the horizontal part (a b; b c); the major one lies
    /// at ½ atan2(2b, a − c) anticlockwise from east.
    package init(covariance matrix: Matrix3) {
        let a = matrix.column0.x
        let b = matrix.column1.x
        let c = matrix.column1.y
        let middle = (a + c) / 2
        let half = ((a - c) * (a - c) / 4 + b * b).squareRoot()
        semiMajor = max(0, middle + half).squareRoot()
        semiMinor = max(0, middle - half).squareRoot()
        var turn = .pi / 2 - Elementary.atan2(2 * b, a - c) / 2
        if turn >= .pi { turn -= .pi }
        if turn < 0 { turn += .pi }
        azimuth = turn
        vertical = max(0, matrix.column2.z).squareRoot()
    }
}

/// One fire channel's use: one battery against one track, from order to release.
package struct ReplayEngagement: Sendable, Equatable {
    package var battery: Int
    /// From 0; the lowest that was free.
    package var channel: Int
    package var post: Int
    package var track: Int?
    /// The target that the beam met, as the witness knows it.
    package var target: Int?
    package var missile: Int
    package var from: Double
    /// Release of the channel; the end of the run where it was not released.
    package var to: Double
    /// When the beam held the target; nil where it never did.
    package var locked: Double?
    package var firstLaunch: Double?

    package init(battery: Int, channel: Int, post: Int, track: Int?, target: Int?, missile: Int, from: Double, to: Double) {
        self.battery = battery
        self.channel = channel
        self.post = post
        self.track = track
        self.target = target
        self.missile = missile
        self.from = from
        self.to = to
    }
}

/// Rounds of one type ready on one launcher from a time on.
package struct ReplayLoad: Sendable, Equatable {
    package var time: Double
    package var launcher: Int
    package var missile: Int
    package var ready: Int

    package init(time: Double, launcher: Int, missile: Int, ready: Int) {
        self.time = time
        self.launcher = launcher
        self.missile = missile
        self.ready = ready
    }
}

/// From a time on, something on the ground works otherwise, or elsewhere.
package struct ReplayChange: Sendable, Equatable {
    package enum Subject: UInt8, Sendable, CaseIterable {
        case radar, launcher, post, asset
    }

    package enum Condition: UInt8, Sendable, CaseIterable {
        case working, silent, moving, lost
    }

    package var time: Double
    package var subject: Subject
    /// Place in the scene's list of its kind.
    package var number: Int
    package var condition: Condition
    package var position: Vector3
    /// Centre of a radar's sector, radians clockwise from north; 0 for all else.
    package var sectorCentre: Double

    package init(time: Double, subject: Subject, number: Int, condition: Condition, position: Vector3, sectorCentre: Double = 0) {
        self.time = time
        self.subject = subject
        self.number = number
        self.condition = condition
        self.position = position
        self.sectorCentre = sectorCentre
    }
}
