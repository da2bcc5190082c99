// WGS84, the scene's Cartesian frame, and the map's projection.

const WGS84 = { a: 6378137, e2: 6.69437999014131699e-3 };
const DEGREE = Math.PI / 180;

/** The frame that touches the ellipsoid at a place: east, north, up to latitude, longitude (degrees) and height, exactly. */
class Frame {
  constructor(latitude, longitude, height) {
    const phi = latitude * DEGREE, lambda = longitude * DEGREE;
    const sinPhi = Math.sin(phi), cosPhi = Math.cos(phi), sinLambda = Math.sin(lambda), cosLambda = Math.cos(lambda);
    const n = WGS84.a / Math.sqrt(1 - WGS84.e2 * sinPhi * sinPhi);
    this.origin = [(n + height) * cosPhi * cosLambda, (n + height) * cosPhi * sinLambda, (n * (1 - WGS84.e2) + height) * sinPhi];
    this.east = [-sinLambda, cosLambda, 0];
    this.north = [-sinPhi * cosLambda, -sinPhi * sinLambda, cosPhi];
    this.up = [cosPhi * cosLambda, cosPhi * sinLambda, sinPhi];
    this.latitude = latitude;
    this.longitude = longitude;
    this.home = mercator(longitude, latitude);
    this.plan = [0, 0];
  }

  /** Latitude, longitude in degrees, height above the ellipsoid in metres (Bowring 1985: within a centimetre to 1,000 km of height). */
  geodetic(x, y, z) {
    const X = this.origin[0] + this.east[0] * x + this.north[0] * y + this.up[0] * z;
    const Y = this.origin[1] + this.east[1] * x + this.north[1] * y + this.up[1] * z;
    const Z = this.origin[2] + this.north[2] * y + this.up[2] * z;
    const p = Math.hypot(X, Y), b = WGS84.a * Math.sqrt(1 - WGS84.e2), second = WGS84.e2 / (1 - WGS84.e2);
    const beta = Math.atan2(Z * WGS84.a, p * b), sinBeta = Math.sin(beta), cosBeta = Math.cos(beta);
    const phi = Math.atan2(Z + second * b * sinBeta * sinBeta * sinBeta, p - WGS84.e2 * WGS84.a * cosBeta * cosBeta * cosBeta);
    const s = Math.sin(phi), c = Math.cos(phi);
    const height = p * c + Z * s - WGS84.a * Math.sqrt(1 - WGS84.e2 * s * s);
    return [phi / DEGREE, Math.atan2(Y, X) / DEGREE, height];
  }

  /** East, north, up of a latitude, longitude (degrees) and height. */
  local(latitude, longitude, height) {
    const phi = latitude * DEGREE, lambda = longitude * DEGREE, s = Math.sin(phi), c = Math.cos(phi);
    const n = WGS84.a / Math.sqrt(1 - WGS84.e2 * s * s);
    const d = [
      (n + height) * c * Math.cos(lambda) - this.origin[0], (n + height) * c * Math.sin(lambda) - this.origin[1],
      (n * (1 - WGS84.e2) + height) * s - this.origin[2],
    ];
    const along = (axis) => axis[0] * d[0] + axis[1] * d[1] + axis[2] * d[2];
    return [along(this.east), along(this.north), along(this.up)];
  }

  /** Where the map draws a place: Web Mercator, less that of the origin, so that 32 bits are enough; written into `out` at `at`. */
  toPlan(x, y, z, out, at) {
    const [latitude, longitude] = this.geodetic(x, y, z);
    const [u, v] = mercator(longitude, latitude);
    out[at] = u - this.home[0];
    out[at + 1] = v - this.home[1];
  }
}

/** Web Mercator in 0…1, x east, y south. */
function mercator(longitude, latitude) {
  const phi = Math.max(-85.05, Math.min(85.05, latitude)) * DEGREE;
  return [(180 + longitude) / 360, (1 - Math.log(Math.tan(Math.PI / 4 + phi / 2)) / Math.PI) / 2];
}

/** Degrees of a Web Mercator place. */
function unmercator(u, v) {
  return [u * 360 - 180, (2 * Math.atan(Math.exp((1 - 2 * v) * Math.PI)) - Math.PI / 2) / DEGREE];
}

/** A place at a distance and an azimuth on the sphere, degrees; for rings and sectors on the map. */
function destination(latitude, longitude, azimuth, distance) {
  const phi = latitude * DEGREE, delta = distance / 6371008.8;
  const phi2 = Math.asin(Math.sin(phi) * Math.cos(delta) + Math.cos(phi) * Math.sin(delta) * Math.cos(azimuth));
  const turn = Math.atan2(Math.sin(azimuth) * Math.sin(delta) * Math.cos(phi), Math.cos(delta) - Math.sin(phi) * Math.sin(phi2));
  return [longitude + turn / DEGREE, phi2 / DEGREE];
}
