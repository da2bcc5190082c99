import EarthEnvironment
import NumericalMethods
import Quantities

/// A target's image in the ground, as a radar that measures its elevation meets it.
public struct LowAngleImage: Sendable {
    /// Height of the target above the reflecting ground, metres.
    var height: Metres
    /// What comes of the image against the target, both in the beam, 0…0.95.
    var reflection: Double
    /// Where the image is in the side lobes: the deviation it makes, radians.
    var sideLobeDeviation: Radians
    /// No error is larger: the beam is held on the target within half of its width.
    var limit: Radians
    var range: Metres

    /// Standard deviation of elevation, radians.
    var deviation: Radians {
        min(limit, LowAngleError.apparentHeightDeviation(height: height, reflection: reflection) / range) + sideLobeDeviation
    }

    /// The error of one look whose image has a phase, radians, and a normal draw for the side lobes. Radars change frequency from look
    /// to look, so that the phase of one says nothing of the next.
    func error(phase: Radians, normal: Double) -> Radians {
        let apparent = LowAngleError.apparentHeight(height: height, reflection: reflection, phase: phase)
        return max(-limit, min(limit, (apparent - height) / range)) + sideLobeDeviation * normal
    }
}

extension RadarSite {
    /// The image of a target over smooth ground; nil over relief, whose slopes reflect elsewhere, and where the beam is far above it.
    func image(of view: SensorSite.View) -> LowAngleImage? {
        guard let ground = horizon.smoothGroundHeight, model.hasHeightError else { return nil }
        let height = view.height - ground
        let antenna = max(horizon.site.height - ground, 0.1)
        let range = view.coordinates.range
        guard height > 0, range > height else { return nil }
        // By flat triangles: the target and its image are apart by about twice the grazing angle.
        let sine = min(1, (height + antenna) / range)
        let separation = 2 * min(1, height / range)
        let width = model.beamwidthElevation
        guard separation < 8 * width else { return nil }
        let reflection = model.groundSurface.reflectionCoefficient(
            grazingAngle: Elementary.asin(sine), wavelength: model.wavelength, polarisation: model.polarisation)
        // The beam's field pattern on the image; beyond the main lobe what its side lobes let in.
        let ratio = separation / width
        let pattern = Elementary.exp(-1.3862943611198906 * ratio * ratio)
        return LowAngleImage(
            height: height, reflection: reflection * pattern,
            sideLobeDeviation: LowAngleError.sideLobeDeviation(
                beamwidth: width, reflection: reflection * (1 - pattern), patternRatio: 1 / max(model.sideLobe, 1e-8)),
            limit: 0.5 * width, range: range)
    }
}
