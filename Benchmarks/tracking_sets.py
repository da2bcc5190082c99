#!/usr/bin/env python3
"""Makes sets of detections and truth for `cupola track`, with any seed and geometry (numpy only).

usage: tracking_sets.py OUT_FOLDER --seed N [--only a,b,c,d] [--spacing M]

Four kinds, each for a radar of frames (T1, one a second) and a rotating one (T5, five seconds a turn):
  a  ten crossing aircraft, straight        b  50 aircraft that turn at 3-6 g, tilted planes, between 1.5 and 13 km
  c  200: aircraft, cruise missiles, ballistic missiles, drones; some appear and leave
  d  1,000 aircraft in 50 formations of 5 x 4, 1.5 km apart, half of which turn
Measurement: 50 m, 2 mrad, 2 mrad; P_d 0.9; false alarms even over range, azimuth and elevation.
"""
import argparse, math, os
import numpy as np

SIGMA = (50.0, 0.002, 0.002)
RANGE, ELEVATION = (2e3, 3e5), (-0.02, 1.2)
G = np.array([0, 0, -9.80665])


def unit(v):
    return v / np.linalg.norm(v)


class Flight:
    """Straight legs and circular arcs at constant speed: a list of (start time, position, velocity, turn vector)."""

    def __init__(self, position, velocity, legs):
        self.segments, t = [], 0.0
        p, v = np.array(position, float), np.array(velocity, float)
        for duration, omega in legs:
            self.segments.append((t, p, v, omega))
            p, v = self.advance(p, v, omega, duration)
            t += duration

    @staticmethod
    def advance(p, v, omega, dt):
        if omega is None:
            return p + v * dt, v
        w = np.linalg.norm(omega)
        n = omega / w
        vp = np.cross(n, v)
        s, c = math.sin(w * dt), math.cos(w * dt)
        along = n * np.dot(n, v)
        flat = v - along
        return p + along * dt + flat * (s / w) + vp * ((1 - c) / w), along + flat * c + vp * s

    def state(self, t):
        last = self.segments[0]
        for segment in self.segments:
            if segment[0] > t:
                break
            last = segment
        return self.advance(last[1], last[2], last[3], t - last[0])


class Fall:
    def __init__(self, position, velocity):
        self.p, self.v = np.array(position, float), np.array(velocity, float)

    def state(self, t):
        return self.p + self.v * t + 0.5 * G * t * t, self.v + G * t


def turning(rng, p, v, total, low, high, straight, turn, plane, heights=(1500.0, 13000.0)):
    """Straight legs and turns; a turn is drawn again until the leg after it ends within `heights` (or no worse than before)."""
    start, legs, t = (p, v), [], 0.0
    d = rng.uniform(*straight)
    while t < total:
        p = p + v * d
        following, best = rng.uniform(*straight), None
        for _ in range(40):
            a, tilt = rng.uniform(low, high) * 9.80665, rng.uniform(-plane, plane)
            axis = unit(np.array([math.sin(tilt) * rng.standard_normal(), math.sin(tilt) * rng.standard_normal(), 1.0]))
            axis = axis * (1 if rng.random() < 0.5 else -1)
            # The turn is about an axis upright on the velocity at its start.
            axis = unit(axis - unit(v) * np.dot(axis, unit(v)))
            e = rng.uniform(*turn)
            omega = axis * a / np.linalg.norm(v)
            places = [Flight.advance(p, v, omega, e * share) for share in (0.5, 1.0)]
            level = [places[0][0][2], places[1][0][2], places[1][0][2] + places[1][1][2] * following]
            outside = max(0.0, heights[0] - min(level), max(level) - heights[1])
            if best is None or outside < best[0]:
                best = (outside, e, omega, places[1])
            if outside == 0:
                break
        _, e, omega, (p, v) = best
        legs += [(d, None), (e, omega)]
        t += d + e
        d = following
    return Flight(*start, legs)


def place(rng, low, high, up_low, up_high):
    r, a = rng.uniform(low, high), rng.uniform(0, 2 * math.pi)
    return np.array([r * math.sin(a), r * math.cos(a), rng.uniform(up_low, up_high)])


def heading(rng, speed):
    a = rng.uniform(0, 2 * math.pi)
    return np.array([speed * math.sin(a), speed * math.cos(a), 0.0])


def targets(kind, rng, total, spacing):
    """(flight, first time, last time)"""
    result = []
    if kind == "a":
        for _ in range(10):
            p = place(rng, 45e3, 140e3, 2e3, 11e3)
            aim = place(rng, 0, 40e3, 0, 1) * [1, 1, 0]
            v = unit((aim - p) * [1, 1, 0]) * rng.uniform(180, 320)
            result.append((Flight(p, v, [(total, None)]), 0, total))
    elif kind == "b":
        for _ in range(50):
            p, v = place(rng, 25e3, 95e3, 2e3, 11e3), heading(rng, rng.uniform(200, 420))
            result.append((turning(rng, p, v, total, 3, 6, (8, 30), (5, 30), 0.5), 0, total))
    elif kind == "c":
        for n in range(200):
            first, last = (0, total) if rng.random() < 0.6 else sorted(rng.choice([0, rng.uniform(0.05, 0.4), rng.uniform(0.7, 1), 1], 2, replace=False) * total)
            if last - first < 0.3 * total:
                first, last = 0, total
            if n < 120:
                p, v = place(rng, 20e3, 180e3, 2e3, 11e3), heading(rng, rng.uniform(150, 390))
                f = turning(rng, p, v, total, 1, 3.5, (20, 90), (5, 40), 0.3)
            elif n < 150:
                p, v = place(rng, 20e3, 120e3, 80, 150), heading(rng, rng.uniform(200, 280))
                f = turning(rng, p, v, total, 1, 1.8, (8, 20), (4, 12), 0.0, (50.0, 200.0))
            elif n < 170:
                impact = place(rng, 2e3, 25e3, 0, 1) * [1, 1, 0]
                t_end = rng.uniform(0.6, 1.4) * total
                reach = rng.uniform(700, 1900)
                a = rng.uniform(0, 2 * math.pi)
                v_end = np.array([reach * math.sin(a), reach * math.cos(a), -rng.uniform(400, 1100)])
                v0 = v_end - G * t_end
                f = Fall(impact - v0 * t_end - 0.5 * G * t_end * t_end, v0)
                first, last = 0, total
            else:
                p, v = place(rng, 5e3, 40e3, 400, 2500), heading(rng, rng.uniform(26, 70))
                f = turning(rng, p, v, total, 0.2, 0.8, (10, 60), (8, 30), 0.0, (100.0, 3000.0))
            result.append((f, first, last))
    else:
        for _ in range(50):
            lead, speed, up = place(rng, 60e3, 230e3, 2e3, 11e3), rng.uniform(200, 300), rng.uniform(2e3, 11e3)
            v = unit(-lead * [1, 1, 0]) * speed
            turn_a = rng.uniform(-0.25, 0.25)
            v = np.array([v[0] * math.cos(turn_a) - v[1] * math.sin(turn_a), v[0] * math.sin(turn_a) + v[1] * math.cos(turn_a), 0])
            along, across = unit(v), np.cross([0, 0, 1], unit(v))
            manoeuvres = rng.random() < 0.5
            start, a, side, length = rng.uniform(0.15, 0.7) * total, rng.uniform(1, 3) * 9.80665, rng.choice([-1, 1]), rng.uniform(4, 16)
            for i in range(4):
                for j in range(5):
                    p = np.array([lead[0], lead[1], up]) + along * (-i * spacing) + across * (j * spacing) + rng.normal(0, [200, 200, 150])
                    w = v + rng.normal(0, 1.6, 3)
                    legs = [(total, None)]
                    if manoeuvres:
                        legs = [(start + rng.normal(0, 0.5), None), (length, np.array([0, 0, side * a / np.linalg.norm(w)])), (total, None)]
                    result.append((Flight(p, w, legs), 0, total))
    return result


def inside(p):
    r = np.linalg.norm(p)
    return RANGE[0] < r < RANGE[1] and ELEVATION[0] < math.asin(p[2] / r) < ELEVATION[1]


def make(folder, kind, name, rotating, scans, alarms, seed, spacing):
    rng = np.random.default_rng([seed, sum(map(ord, name))])
    period = 5.0 if rotating else 1.0
    flights = targets(kind, rng, scans * period, spacing)
    os.makedirs(folder, exist_ok=True)
    truth, rows = [], []
    for scan in range(1, scans + 1):
        end = scan * period
        found = []
        for name_, (flight, first, last) in enumerate(flights):
            if not first <= end <= last + 1e-9:
                continue
            p, v = flight.state(end)
            if not inside(p) or p[2] < 50:
                continue
            truth.append((end, name_, *p, *v))
            t = end
            if rotating:
                for _ in range(4):
                    t = end - period + period * ((math.atan2(*flight.state(t)[0][:2]) / (2 * math.pi)) % 1)
                p = flight.state(t)[0]
            if inside(p) and rng.random() < 0.9:
                r = np.linalg.norm(p)
                n = rng.normal(0, SIGMA)
                found.append((t, scan, r + n[0], (math.atan2(p[0], p[1]) + n[1]) % (2 * math.pi), math.asin(p[2] / r) + n[2]))
        for _ in range(rng.poisson(alarms)):
            a = rng.uniform(0, 2 * math.pi)
            t = end - period + period * a / (2 * math.pi) if rotating else end
            found.append((t, scan, rng.uniform(*RANGE), a, rng.uniform(*ELEVATION)))
        rows += sorted(found, key=lambda x: x[3])
    with open(folder + "/truth.csv", "w") as f:
        f.write("time_s,target_id,east_m,north_m,up_m,vx,vy,vz\n")
        f.writelines("%g,%d,%.2f,%.2f,%.2f,%.3f,%.3f,%.3f\n" % x for x in truth)
    with open(folder + "/detections.csv", "w") as f:
        f.write("time_s,scan,range_m,azimuth_rad,elevation_rad\n")
        f.writelines("%.6f,%d,%.2f,%.7f,%.7f\n" % x for x in rows)


SETS = [
    ("a", "a_cross10_T1_fa20", False, 120, 20), ("a", "a_cross10_T5_fa20", True, 60, 20), ("a", "a_cross10_T5_fa100", True, 60, 100),
    ("b", "b_man50_T1_fa20", False, 120, 20), ("b", "b_man50_T5_fa20", True, 60, 20),
    ("c", "c_mix200_T1_fa100", False, 90, 100), ("c", "c_mix200_T5_fa20", True, 40, 20),
    ("d", "d_raid1000_T1_fa100", False, 30, 100), ("d", "d_raid1000_T5_fa100", True, 30, 100),
]

if __name__ == "__main__":
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("out")
    ap.add_argument("--seed", type=int, required=True)
    ap.add_argument("--only", default="a,b,c,d")
    ap.add_argument("--spacing", type=float, default=1400.0)
    a = ap.parse_args()
    for kind, name, rotating, scans, alarms in SETS:
        if kind in a.only.split(","):
            make("%s/%s" % (a.out, name), kind, name, rotating, scans, alarms, a.seed, a.spacing)
