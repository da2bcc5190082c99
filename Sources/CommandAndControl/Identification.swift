import NumericalMethods
import Quantities
import TacticalMessages

/// The answer to one interrogation.
package enum InterrogationReply: Sendable {
    case none, civil, friendly
}

/// How evidence of identity weighs; probabilities assumed (no public figures), stated in the catalogue.
package struct IdentificationModel: Sendable {
    /// A working friendly or civil transponder is heard.
    package var answerProbability: Double
    /// A hostile is taken to answer.
    package var falseAnswerProbability: Double
    /// Belief at which an identity is declared.
    package var threshold: Double
    /// Time after which a track without an answer is decided on its motion alone, seconds.
    package var decisionTime: Seconds
    /// Prior share of hostile, friend, civil among unknown tracks.
    package var prior: (hostile: Double, friend: Double, civil: Double)

    package init(
        answerProbability: Double = 0.97, falseAnswerProbability: Double = 0.01, threshold: Double = 0.9,
        decisionTime: Seconds = 10, prior: (hostile: Double, friend: Double, civil: Double) = (0.5, 0.15, 0.35)
    ) {
        self.answerProbability = answerProbability
        self.falseAnswerProbability = falseAnswerProbability
        self.threshold = threshold
        self.decisionTime = decisionTime
        self.prior = prior
    }
}

/// What is believed of one track, as logarithms of unnormalised probabilities.
package struct IdentificationState: Sendable {
    var hostile: Double
    var friend: Double
    var civil: Double
    /// Evidence other than interrogation counts once for each kind.
    var sawMotion = false
    var sawPlace = false
    var sawEcho = false
    /// Interrogations that nobody answered.
    var silences = 0
    /// Share of friendly and civil aircraft whose transponder does not work (assumed): their silence says nothing, however often
    /// they are asked.
    static let deadTransponders = 0.02

    package init(_ model: IdentificationModel) {
        hostile = Elementary.log(model.prior.hostile)
        friend = Elementary.log(model.prior.friend)
        civil = Elementary.log(model.prior.civil)
    }

    /// Posterior probabilities.
    package var probabilities: (hostile: Double, friend: Double, civil: Double) {
        let top = max(hostile, friend, civil)
        let h = Elementary.exp(hostile - top)
        let f = Elementary.exp(friend - top)
        let c = Elementary.exp(civil - top)
        let sum = h + f + c
        return (h / sum, f / sum, c / sum)
    }

    /// Takes in one interrogation.
    package mutating func take(_ reply: InterrogationReply, _ model: IdentificationModel) {
        let heard = model.answerProbability
        let wrong = model.falseAnswerProbability
        switch reply {
        case .none:
            hostile += Elementary.log(1 - wrong)
            let silence = Elementary.log(Self.silent(silences + 1, heard) / Self.silent(silences, heard))
            friend += silence
            civil += silence
            silences += 1
        case .friendly:
            hostile += Elementary.log(wrong / 2)
            friend += Elementary.log(heard)
            civil += Elementary.log(wrong / 2)
        case .civil:
            hostile += Elementary.log(wrong / 2)
            friend += Elementary.log(wrong / 2)
            civil += Elementary.log(heard)
        }
    }

    /// Probability that a friendly or civil aircraft has not answered any of `count` interrogations:
    ///     d + (1 − d) (1 − p)^count
    private static func silent(_ count: Int, _ heard: Double) -> Double {
        var working = 1 - deadTransponders
        for _ in 0..<min(count, 64) { working *= 1 - heard }
        return deadTransponders + working
    }

    /// Takes in how the track moves: likelihoods of speed and height by side (class tables, assumed).
    ///
    /// It weighs once, as soon as the estimate is good enough to say: a young track's speed is worth little.
    /// - Parameters:
    ///   - speed: estimated, m/s, with its standard deviation.
    ///   - speedDeviation: one standard deviation, m/s.
    ///   - height: above the ellipsoid, m, with its standard deviation.
    ///   - heightDeviation: one standard deviation, metres.
    ///   - ballistic: probability of free fall, 0…1.
    package mutating func takeMotion(
        speed: MetresPerSecond, speedDeviation: MetresPerSecond, height: Metres, heightDeviation: Metres, ballistic: Double
    ) {
        guard !sawMotion else { return }
        let slowest = speed - 2 * speedDeviation
        if slowest > 500 || ballistic > 0.5 && slowest > 300 {
            friend += Elementary.log(0.05)
            civil += Elementary.log(0.001)
        } else if height + heightDeviation < 2_000, slowest > 100 {
            friend += Elementary.log(0.4)
            civil += Elementary.log(0.05)
        } else if speedDeviation < 30, speed > 180, speed < 270, height > 8_000, height < 13_000 {
            hostile += Elementary.log(0.5)
        } else {
            return
        }
        sawMotion = true
    }

    /// Takes in whether a track keeps to an air corridor (assumed: nine in ten civil flights do, one in five friendly, one
    /// in ten hostile). It weighs once; without corridors there is nothing to keep to and nothing to call.
    package mutating func takePlace(insideCorridor: Bool) {
        guard !sawPlace else { return }
        sawPlace = true
        hostile += Elementary.log(insideCorridor ? 0.1 : 0.9)
        friend += Elementary.log(insideCorridor ? 0.2 : 0.8)
        civil += Elementary.log(insideCorridor ? 0.9 : 0.1)
    }

    /// Takes in the size of the echo: airliners and transports are seldom below a square metre (assumed likelihoods of
    /// a mean over at least four plots below 0.5 m²: hostile 0.5, friend 0.2, civil 0.03). It weighs once.
    package mutating func takeEcho(crossSection: SquareMetres) {
        guard !sawEcho else { return }
        sawEcho = true
        let isSmall = crossSection < 0.5
        hostile += Elementary.log(0.5)
        friend += Elementary.log(isSmall ? 0.2 : 0.8)
        civil += Elementary.log(isSmall ? 0.03 : 0.97)
    }

    /// The identity declared now: the first to pass the threshold, unknown otherwise.
    package func identity(_ model: IdentificationModel) -> (TrackIdentity, Double) {
        let p = probabilities
        if p.hostile >= model.threshold { return (.hostile, p.hostile) }
        if p.friend >= model.threshold { return (.friend, p.friend) }
        if p.civil >= model.threshold { return (.civil, p.civil) }
        return (.unknown, max(p.hostile, p.friend, p.civil))
    }
}
