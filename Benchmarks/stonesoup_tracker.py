"""A peer to compare with: Stone Soup 1.9.1, extended Kalman filter and global nearest neighbour, tuned for each kind of set.

Its own components alone: constant velocity with white acceleration of density q, elevation-bearing-range measurements, Mahalanobis
gate, two-dimensional assignment, and a multi-measurement initiator (a first plot with velocity deviation `speed`). One thing is added, which
changes no result and spares it most of its time: plots that surely are outside a track's gate are not offered to its hypothesiser.
"""
import datetime, math, time
import numpy as np
from scipy.spatial import cKDTree
from stonesoup.dataassociator.neighbour import GNNWith2DAssignment
from stonesoup.deleter.time import UpdateTimeStepsDeleter
from stonesoup.hypothesiser.distance import DistanceHypothesiser
from stonesoup.initiator.simple import MultiMeasurementInitiator
from stonesoup.measures import Mahalanobis
from stonesoup.models.measurement.nonlinear import CartesianToElevationBearingRange
from stonesoup.models.transition.linear import CombinedLinearGaussianTransitionModel, ConstantVelocity
from stonesoup.predictor.kalman import ExtendedKalmanPredictor
from stonesoup.types.array import StateVector
from stonesoup.types.detection import Detection
from stonesoup.types.state import GaussianState
from stonesoup.types.update import Update
from stonesoup.updater.kalman import ExtendedKalmanUpdater
from stonesoup.base import Property

RANGE, ANGLE = 50.0, 0.002
EPOCH = datetime.datetime(2000, 1, 1)
PLACES = [0, 2, 4]
# White acceleration density (m2/s3) and velocity deviation of a first plot (m/s), the best for each kind of set by radar.
TUNED = {("a", "T1"): (0.01, 300), ("a", "T5"): (0.01, 300), ("b", "T1"): (1600, 300), ("b", "T5"): (3200, 300),
         ("c", "T1"): (200, 450), ("c", "T5"): (800, 700), ("d", "T1"): (400, 200), ("d", "T5"): (200, 300)}
GATE = 5.0
# Looks missed in a row after which a track goes, and a track not yet confirmed.
MISSES, YOUNG_MISSES = 5, 2
# Plots that confirm a track.
POINTS = 3


class NearHypothesiser(DistanceHypothesiser):
    """Offers only the plots that can lie in the gate: |offset|^2 <= gate^2 (greatest variances of prediction and plot)."""
    scan: object = Property(default=None)

    def hypothesise(self, track, detections, timestamp, **kwargs):
        tree, listed, spread = self.scan.index
        prediction = self.predictor.predict(track, timestamp=timestamp)
        covariance = prediction.covar[np.ix_(PLACES, PLACES)].astype(float)
        state = prediction.state_vector[:, 0].astype(float)
        speed = np.linalg.norm(state[1::2])
        reach = 1.3 * self.missed_distance * math.sqrt(np.linalg.eigvalsh(covariance)[-1] + spread) + speed * self.scan.lag
        near = [listed[n] for n in tree.query_ball_point(state[::2], reach)] if listed else []
        return super().hypothesise(track, [d for d in near if d in detections], timestamp, **kwargs)


class Scan:
    """The plots of one scan, by place."""

    def take(self, detections, end):
        listed = sorted(detections, key=lambda d: (d.timestamp, float(d.state_vector[2, 0])))
        places = np.array([d.metadata["place"] for d in listed]).reshape(-1, 3)
        spread = max([RANGE**2] + [(ANGLE * np.linalg.norm(p)) ** 2 for p in places])
        self.index = (cKDTree(places) if listed else None, listed, spread)
        self.lag = max([0.0] + [abs((d.timestamp - end).total_seconds()) for d in listed])


def track(detections, period, kind, radar, scans=None):
    """Tracks of a table of detections: rows (time_s, track_id, east, north, up), and CPU milliseconds of each scan."""
    density, speed = TUNED[(kind, radar)]
    model = CartesianToElevationBearingRange(
        ndim_state=6, mapping=np.array(PLACES), noise_covar=np.diag([ANGLE**2, ANGLE**2, RANGE**2]))
    transition = CombinedLinearGaussianTransitionModel([ConstantVelocity(density)] * 3)
    predictor, updater = ExtendedKalmanPredictor(transition), ExtendedKalmanUpdater(model)
    scan_plots = Scan()

    def associator():
        return GNNWith2DAssignment(NearHypothesiser(predictor, updater, Mahalanobis(), missed_distance=GATE, scan=scan_plots))

    associate, deleter = associator(), UpdateTimeStepsDeleter(MISSES)
    initiator = MultiMeasurementInitiator(
        prior_state=GaussianState(np.zeros(6), np.diag([1e8, speed**2] * 3)), measurement_model=model,
        deleter=UpdateTimeStepsDeleter(YOUNG_MISSES),
        data_associator=associator(), updater=updater, min_points=POINTS)
    tracks, names, rows, spent = set(), {}, [], []
    numbers = detections["scan"].astype(int)
    for number in range(1, int(numbers.max()) + 1):
        if scans and number > scans:
            break
        end = EPOCH + datetime.timedelta(seconds=period * number)
        plots = set()
        for row in np.flatnonzero(numbers == number):
            r, a, e = (float(detections[name][row]) for name in ("range_m", "azimuth_rad", "elevation_rad"))
            place = (r * math.cos(e) * math.sin(a), r * math.cos(e) * math.cos(a), r * math.sin(e))
            stamp = EPOCH + datetime.timedelta(seconds=float(detections["time_s"][row]))
            bearing = math.atan2(place[1], place[0])
            plots.add(Detection(StateVector([e, bearing, r]), timestamp=stamp, measurement_model=model, metadata={"place": place}))
        begin = time.process_time()
        scan_plots.take(plots, end)
        used = set()
        for one, hypothesis in associate.associate(tracks, plots, end).items():
            if hypothesis:
                one.append(updater.update(hypothesis))
                used.add(hypothesis.measurement)
            else:
                one.append(hypothesis.prediction)
        tracks -= deleter.delete_tracks(tracks)
        scan_plots.take(plots - used, end)
        tracks |= initiator.initiate(plots - used, end)
        spent.append((time.process_time() - begin) * 1e3)
        for one in sorted(tracks, key=lambda t: names.setdefault(t.id, len(names))):
            state = one.state_vector[:, 0].astype(float)
            place = state[::2] + state[1::2] * (end - one.timestamp).total_seconds()
            rows.append((period * number, names[one.id], *place))
    return np.array(rows).reshape(-1, 5), spent
