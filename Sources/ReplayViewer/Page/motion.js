// One custom layer of the map for all that moves. The map never turns or tilts, so a place on screen is a scale and an offset.

const SEGMENT_VERTEX = `#version 300 es
in vec4 ends; in vec2 times; in vec2 paint;
uniform vec2 centre, scale, pixel; uniform float now, tail, width; uniform vec3 palette[7];
out vec4 colour;
void main() {
  float from = times.x, to = times.y;
  float latest = clamp((now - from) / max(to - from, 1e-6), 0.0, 1.0);
  vec2 start = (ends.xy - centre) * scale, end = (mix(ends.xy, ends.zw, latest) - centre) * scale;
  vec2 along = (end - start) / pixel;
  vec2 normal = length(along) > 0.0 ? normalize(vec2(-along.y, along.x)) : vec2(0.0);
  vec2 place = (gl_VertexID & 1) == 0 ? start : end;
  float side = (gl_VertexID & 2) == 0 ? -0.5 : 0.5;
  float age = tail > 0.0 ? clamp((now - to) / tail, 0.0, 1.0) : 0.0;
  colour = vec4(palette[int(paint.x)], paint.y * (from > now || age >= 1.0 ? 0.0 : 1.0 - age));
  gl_Position = vec4(place + normal * side * width * pixel, 0.0, 1.0);
}`;

const OVAL_VERTEX = `#version 300 es
in vec2 middle; in vec4 axes; in vec2 paint;
uniform vec2 centre, scale; uniform vec3 palette[7];
out vec4 colour;
void main() {
  float turn = 6.2831853 * float((gl_VertexID + 1) / 2) / 24.0;
  vec2 place = middle + axes.xy * cos(turn) + axes.zw * sin(turn);
  colour = vec4(palette[int(paint.x)], paint.y);
  gl_Position = vec4((place - centre) * scale, 0.0, 1.0);
}`;

const FLAT_FRAGMENT = `#version 300 es
precision mediump float;
in vec4 colour; out vec4 shade;
void main() { if (colour.a <= 0.0) discard; shade = vec4(colour.rgb * colour.a, colour.a); }`;

const POINT_VERTEX = `#version 300 es
in vec2 middle; in vec4 look;
uniform vec2 centre, scale, pixel, sheet; uniform float size;
out vec2 cell; out float alpha;
void main() {
  vec2 corner = vec2(float(gl_VertexID & 1), float((gl_VertexID >> 1) & 1));
  float s = sin(look.w), c = cos(look.w);
  vec2 away = (corner - 0.5) * size * look.y;
  away = vec2(away.x * c - away.y * s, away.x * s + away.y * c);
  float number = floor(look.x + 0.5);
  cell = (vec2(mod(number, sheet.x), floor(number / sheet.x)) + corner) / sheet;
  alpha = look.z;
  gl_Position = vec4((middle - centre) * scale + away * pixel * vec2(1.0, -1.0), 0.0, 1.0);
}`;

const POINT_FRAGMENT = `#version 300 es
precision mediump float;
uniform sampler2D symbols;
in vec2 cell; in float alpha; out vec4 shade;
void main() { shade = texture(symbols, cell) * alpha; if (shade.a < 0.01) discard; }`;

class MotionLayer {
  constructor(sheet, trails) {
    this.id = "motion";
    this.type = "custom";
    this.renderingMode = "2d";
    this.sheet = sheet;
    this.trails = trails;
    this.layers = [];
    this.now = 0;
    this.tail = 60;
    this.palette = PALETTES.dark.flat();
    this.showTrails = true;
  }

  onAdd(map, gl) {
    this.map = map;
    this.gl = gl;
    this.segmentProgram = this.program(SEGMENT_VERTEX, FLAT_FRAGMENT);
    this.ovalProgram = this.program(OVAL_VERTEX, FLAT_FRAGMENT);
    this.pointProgram = this.program(POINT_VERTEX, POINT_FRAGMENT);
    this.moving = gl.createBuffer();
    this.array = gl.createVertexArray();
    this.fixed = {};
    for (const [name, trail] of Object.entries(this.trails)) {
      this.fixed[name] = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, this.fixed[name]);
      gl.bufferData(gl.ARRAY_BUFFER, trail.data, gl.STATIC_DRAW);
    }
    this.texture = gl.createTexture();
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, true);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA, gl.RGBA, gl.UNSIGNED_BYTE, this.sheet.canvas);
    gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
    gl.generateMipmap(gl.TEXTURE_2D);
    gl.texParameteri(gl.TEXTURE_2D, gl.TEXTURE_MIN_FILTER, gl.LINEAR_MIPMAP_LINEAR);
    gl.bindTexture(gl.TEXTURE_2D, null);
  }

  program(vertex, fragment) {
    const { gl } = this, program = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, vertex], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      if (!gl.getShaderParameter(shader, gl.COMPILE_STATUS)) throw new Error(gl.getShaderInfoLog(shader));
      gl.attachShader(program, shader);
    }
    gl.linkProgram(program);
    if (!gl.getProgramParameter(program, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(program));
    return program;
  }

  /** Scale and centre of the present view: clip = (plan − centre)·scale. */
  view() {
    const canvas = this.map.getCanvas(), world = 512 * 2 ** this.map.getZoom(), middle = this.map.getCenter();
    const [u, v] = mercator(middle.lng, middle.lat), home = this.home;
    const wide = canvas.clientWidth, tall = canvas.clientHeight;
    return { centre: [u - home[0], v - home[1]], scale: [2 * world / wide, -2 * world / tall], pixel: [2 / wide, 2 / tall], wide, tall };
  }

  /** Pixels of a plan place, from the top left of the map. */
  toScreen(x, y) {
    const { centre, scale, wide, tall } = this.view();
    return [(1 + (x - centre[0]) * scale[0]) * wide / 2, (1 - (y - centre[1]) * scale[1]) * tall / 2];
  }

  /** Points an attribute of the bound buffer at numbers of each instance. */
  attribute(program, name, size, width, offset, first) {
    const { gl } = this, place = gl.getAttribLocation(program, name);
    if (place < 0) return;
    gl.enableVertexAttribArray(place);
    gl.vertexAttribPointer(place, size, gl.FLOAT, false, 4 * width, 4 * (offset + width * first));
    gl.vertexAttribDivisor(place, 1);
  }

  use(program, view) {
    const { gl } = this, set = (name) => gl.getUniformLocation(program, name);
    gl.useProgram(program);
    gl.uniform2fv(set("centre"), view.centre);
    gl.uniform2fv(set("scale"), view.scale);
    gl.uniform2fv(set("pixel"), view.pixel);
    return set;
  }

  render(gl) {
    const view = this.view();
    gl.bindVertexArray(this.array);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    gl.disable(gl.DEPTH_TEST);
    gl.disable(gl.STENCIL_TEST);
    gl.disable(gl.CULL_FACE);
    for (const entry of this.layers) if (this.showTrails) this.drawTrail(entry.trail, view);
    for (const entry of this.layers) {
      this.drawSegments(entry.layer.segments, view);
      this.drawOvals(entry.layer.ovals, view);
    }
    for (const entry of this.layers) this.drawPoints(entry.layer.points, view);
    gl.bindVertexArray(null);
    gl.bindBuffer(gl.ARRAY_BUFFER, null);
  }

  drawTrail(name, view) {
    const { gl } = this, trail = this.trails[name];
    const low = lowerBound(trail.from, this.now - this.tail - trail.longest), high = lowerBound(trail.from, this.now);
    if (low >= high) return;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.fixed[name]);
    this.paintSegments(low, high - low, view, this.tail, 1.6);
  }

  paintSegments(first, count, view, tail, width) {
    const { gl } = this, program = this.segmentProgram, set = this.use(program, view);
    gl.uniform1f(set("now"), this.now);
    gl.uniform1f(set("tail"), tail);
    gl.uniform1f(set("width"), width);
    gl.uniform3fv(set("palette"), this.palette);
    this.attribute(program, "ends", 4, SEGMENT, 0, first);
    this.attribute(program, "times", 2, SEGMENT, 4, first);
    this.attribute(program, "paint", 2, SEGMENT, 6, first);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, count);
  }

  upload(instances) {
    const { gl } = this;
    gl.bindBuffer(gl.ARRAY_BUFFER, this.moving);
    gl.bufferData(gl.ARRAY_BUFFER, instances.data.subarray(0, instances.count * instances.width), gl.DYNAMIC_DRAW);
  }

  drawSegments(segments, view) {
    if (segments.count === 0) return;
    this.upload(segments);
    this.paintSegments(0, segments.count, view, 0, 1.3);
  }

  drawOvals(ovals, view) {
    if (ovals.count === 0) return;
    const { gl } = this, program = this.ovalProgram;
    this.upload(ovals);
    const set = this.use(program, view);
    gl.uniform3fv(set("palette"), this.palette);
    this.attribute(program, "middle", 2, OVAL, 0, 0);
    this.attribute(program, "axes", 4, OVAL, 2, 0);
    this.attribute(program, "paint", 2, OVAL, 6, 0);
    gl.drawArraysInstanced(gl.LINES, 0, 48, ovals.count);
  }

  drawPoints(points, view) {
    if (points.count === 0) return;
    const { gl } = this, program = this.pointProgram;
    this.upload(points);
    const set = this.use(program, view);
    gl.uniform2f(set("sheet"), this.sheet.columns, this.sheet.canvas.height / CELL);
    gl.uniform1f(set("size"), this.symbolSize());
    gl.activeTexture(gl.TEXTURE0);
    gl.bindTexture(gl.TEXTURE_2D, this.texture);
    gl.uniform1i(set("symbols"), 0);
    this.attribute(program, "middle", 2, POINT, 0, 0);
    this.attribute(program, "look", 4, POINT, 2, 0);
    gl.drawArraysInstanced(gl.TRIANGLE_STRIP, 0, 4, points.count);
  }

  /** Side of a symbol's cell in pixels: smaller from afar. */
  symbolSize() { return Math.max(22, Math.min(40, 8 + 3 * this.map.getZoom())); }
}

/** First place of a sorted list whose value is at least `value`. */
function lowerBound(sorted, value) {
  let low = 0, high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle] < value) low = middle + 1; else high = middle;
  }
  return low;
}
