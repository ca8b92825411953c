// @ts-check
// Finds a QR code in a picture and reads it: light and shadow, turned and tilted as a hand holds a
// phone. For browsers that read no codes themselves. Nothing leaves the page.

import { VERSIONS, read } from "./qr-read.js";

/** @typedef {{width: number, height: number, pixels: Uint8Array | Uint8ClampedArray}} Grey one byte a pixel, row by row */
/** @typedef {{x: number, y: number}} Point */
/** @typedef {Point & {size: number, seen: number}} Eye one of the three squares in the corners; `size` of seven modules, in pixels */

/** How many squares, the most certain first, are tried as corners. */
const EYES = 7;

/** How many sets of three corners are tried in one picture. */
const TRIES = 6;

/** How much of an alignment pattern has to be as it should, of 25 modules. */
const LIKE_ENOUGH = 21;

/**
 * How far around a pixel it is compared with, as parts of the longer side: far for a code that fills the picture, near
 * for a dark screen in a bright room.
 */
const REACHES = [14, 32];

/** Which pixels are dark: darker than what is around them, so that a shadow is not. @param {Grey} grey @param {number} part */
function darkOf({ width, height, pixels }, part) {
  const stride = width + 1;
  const sums = new Float64Array(stride * (height + 1));
  for (let y = 0; y < height; y++) {
    let row = 0;
    for (let x = 0; x < width; x++) {
      row += pixels[y * width + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  const reach = Math.max(8, Math.round(Math.max(width, height) / part));
  const dark = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const [top, bottom] = [Math.max(0, y - reach), Math.min(height, y + reach + 1)];
    for (let x = 0; x < width; x++) {
      const [left, right] = [Math.max(0, x - reach), Math.min(width, x + reach + 1)];
      const sum = sums[bottom * stride + right] - sums[top * stride + right] - sums[bottom * stride + left] + sums[top * stride + left];
      const mean = sum / ((bottom - top) * (right - left));
      dark[y * width + x] = pixels[y * width + x] < mean * 0.9 - 2 ? 1 : 0;
    }
  }
  return dark;
}

/** If and only if five runs are dark, light, three times dark, light, dark: 1 : 1 : 3 : 1 : 1. @param {number[]} runs */
function isEye(runs) {
  const module = runs.reduce((sum, run) => sum + run, 0) / 7;
  if (module < 1) return false;
  return runs.every((run, index) => {
    const wide = index === 2 ? 3 : 1;
    return Math.abs(run - wide * module) < wide * module * 0.6;
  });
}

/** A picture in two colours. */
class Plane {
  /** @param {Grey} grey @param {number} part */
  constructor(grey, part) {
    this.width = grey.width;
    this.height = grey.height;
    this.dark = darkOf(grey, part);
  }

  /** The colour of a point; nothing outside. @param {number} x @param {number} y */
  at(x, y) {
    const [column, row] = [Math.floor(x), Math.floor(y)];
    if (column < 0 || row < 0 || column >= this.width || row >= this.height) return undefined;
    return this.dark[row * this.width + column];
  }

  /**
   * The runs through the middle of a square, both ways along a direction; nothing if it is none.
   *
   * @param {Point} from inside the innermost square @param {number} dx @param {number} dy of a step
   * @returns {{middle: Point, length: number} | undefined} middle of the innermost square and the length of all, in steps
   */
  across({ x, y }, dx, dy) {
    const walk = (/** @type {number} */ way) => {
      const runs = [0, 0, 0];
      let step = way > 0 ? 1 : 0;
      for (let run = 0; run < 3; run++) {
        const colour = run % 2 === 0 ? 1 : 0;
        while (this.at(x + way * step * dx, y + way * step * dy) === colour) {
          runs[run]++;
          step++;
        }
        if (runs[run] === 0 && (run > 0 || way < 0)) return undefined;
      }
      return runs;
    };
    const [back, ahead] = [walk(-1), walk(1)];
    if (!back || !ahead) return undefined;
    const runs = [back[2], back[1], back[0] + ahead[0], ahead[1], ahead[2]];
    if (!isEye(runs)) return undefined;
    const off = (ahead[0] - back[0] + 1) / 2;
    return { middle: { x: x + off * dx, y: y + off * dy }, length: runs.reduce((sum, run) => sum + run, 0) };
  }

  /** Every square that looks like a corner, those seen most often first. */
  eyes() {
    /** @type {Eye[]} */
    const eyes = [];
    const every = Math.max(1, Math.floor(this.height / 360));
    for (let y = 0; y < this.height; y += every) {
      let runs = [0, 0, 0, 0, 0];
      let colour = 0;
      for (let x = 0; x <= this.width; x++) {
        const now = x < this.width ? this.dark[y * this.width + x] : 0;
        if (now === colour && x < this.width) {
          runs[4]++;
          continue;
        }
        if (colour === 1 && isEye(runs)) this.#note(eyes, x - runs[4] - runs[3] - runs[2] / 2, y);
        runs = [...runs.slice(1), 1];
        colour = now;
      }
    }
    return eyes.sort((a, b) => b.seen - a.seen);
  }

  /** @param {Eye[]} eyes @param {number} x @param {number} y */
  #note(eyes, x, y) {
    const upright = this.across({ x, y: y + 0.5 }, 0, 1);
    const level = upright && this.across(upright.middle, 1, 0);
    if (!level) return;
    const size = (upright.length + level.length) / 2;
    const { middle } = level;
    const known = eyes.find((eye) => Math.hypot(eye.x - middle.x, eye.y - middle.y) < size / 3);
    if (!known) {
      eyes.push({ ...middle, size, seen: 1 });
      return;
    }
    known.x += (middle.x - known.x) / (known.seen + 1);
    known.y += (middle.y - known.y) / (known.seen + 1);
    known.size += (size - known.size) / (known.seen + 1);
    known.seen++;
  }
}

/** @param {Point} a @param {Point} b */
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

/**
 * Three squares as corners: top left, top right, bottom left; how unlike a square's they lie.
 *
 * @param {Eye} a @param {Eye} b @param {Eye} c
 */
function corners(a, b, c) {
  const sides = [
    { apart: distance(b, c), corner: a, ends: [b, c] },
    { apart: distance(a, c), corner: b, ends: [a, c] },
    { apart: distance(a, b), corner: c, ends: [a, b] },
  ].sort((one, other) => other.apart - one.apart);
  const [{ apart: longest, corner, ends }, { apart: one }, { apart: other }] = sides;
  const [first, second] = ends;
  const turn = (first.x - corner.x) * (second.y - corner.y) - (first.y - corner.y) * (second.x - corner.x);
  const [right, below] = turn > 0 ? [first, second] : [second, first];
  const sizes = [a.size, b.size, c.size];
  const unlike =
    Math.abs(Math.log(one / other)) +
    Math.abs(Math.log(longest ** 2 / (one ** 2 + other ** 2))) +
    Math.log(Math.max(...sizes) / Math.min(...sizes)) / 2;
  return { corner, right, below, unlike };
}

/** Sets of three, the likeliest first. @param {Eye[]} eyes */
function triples(eyes) {
  const tried = eyes.slice(0, EYES);
  const found = tried.flatMap((a, i) =>
    tried.slice(i + 1).flatMap((b, j) => tried.slice(i + j + 2).map((c) => corners(a, b, c))),
  );
  return found
    .filter(({ unlike }) => unlike < 1.2)
    .sort((one, other) => one.unlike - other.unlike)
    .slice(0, TRIES);
}

/**
 * The pixels of seven modules of a square along a direction.
 *
 * @param {Plane} plane @param {Eye} eye @param {Point} towards
 */
function sevenModules(plane, eye, towards) {
  const length = distance(eye, towards);
  const step = 0.25;
  const across = plane.across(eye, ((towards.x - eye.x) / length) * step, ((towards.y - eye.y) / length) * step);
  return across ? across.length * step : eye.size;
}

/** Versions that the distance of the corners allows, the likeliest first. @param {Plane} plane @param {Eye} corner @param {Eye} right @param {Eye} below */
function versions(plane, corner, right, below) {
  const along = [right, below].map((end) => {
    const seven = (sevenModules(plane, corner, end) + sevenModules(plane, end, corner)) / 2;
    return (7 * distance(corner, end)) / seven + 7;
  });
  const guess = ((along[0] + along[1]) / 2 - 17) / 4;
  return [0, 1, -1, 2, -2]
    .map((off) => Math.round(guess) + off)
    .filter((version) => version >= 1 && version <= VERSIONS)
    .sort((one, other) => Math.abs(one - guess) - Math.abs(other - guess));
}

/** Solves linear equations, each a row with its right side last; nothing if they do not determine it. @param {number[][]} rows */
function solved(rows) {
  const count = rows.length;
  for (let column = 0; column < count; column++) {
    const pivot = rows.slice(column).reduce((best, row) => (Math.abs(row[column]) > Math.abs(best[column]) ? row : best));
    if (Math.abs(pivot[column]) < 1e-9) return undefined;
    const place = rows.indexOf(pivot);
    [rows[column], rows[place]] = [rows[place], rows[column]];
    for (const row of rows) {
      if (row === rows[column]) continue;
      const factor = row[column] / rows[column][column];
      for (let index = column; index <= count; index++) row[index] -= factor * rows[column][index];
    }
  }
  return rows.map((row, index) => row[count] / row[index]);
}

/** Where a point of the code lies in the picture, from four points of both. @param {[Point, Point][]} pairs */
function projection(pairs) {
  const found = solved(
    pairs.flatMap(([from, to]) => [
      [from.x, from.y, 1, 0, 0, 0, -from.x * to.x, -from.y * to.x, to.x],
      [0, 0, 0, from.x, from.y, 1, -from.x * to.y, -from.y * to.y, to.y],
    ]),
  );
  if (!found) return undefined;
  const [a, b, c, d, e, f, g, h] = found;
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    const depth = g * x + h * y + 1;
    return { x: (a * x + b * y + c) / depth, y: (d * x + e * y + f) / depth };
  };
}

/**
 * The middle of the alignment pattern in the fourth corner, looked for around where it would be in
 * a code that is not tilted; nothing if there is none.
 *
 * @param {Plane} plane @param {Point} guess @param {Point} u one module to the right, in pixels @param {Point} v one down
 * @param {number} reach in modules
 */
function alignment(plane, guess, u, v, reach) {
  let best = LIKE_ENOUGH - 1;
  /** @type {Point[]} */
  let places = [];
  for (let down = -reach; down <= reach; down += 0.5) {
    for (let over = -reach; over <= reach; over += 0.5) {
      const place = { x: guess.x + over * u.x + down * v.x, y: guess.y + over * u.y + down * v.y };
      let like = 0;
      for (let row = -2; row <= 2; row++) {
        for (let column = -2; column <= 2; column++) {
          const ring = Math.max(Math.abs(row), Math.abs(column));
          const found = plane.at(place.x + column * u.x + row * v.x, place.y + column * u.y + row * v.y);
          if (found === (ring === 1 ? 0 : 1)) like++;
        }
      }
      if (like > best) [best, places] = [like, []];
      if (like === best) places.push(place);
    }
  }
  if (places.length === 0) return undefined;
  // Several neighbours look alike: the middle of those beside the one nearest to the guess.
  const nearest = places.reduce((one, other) => (distance(other, guess) < distance(one, guess) ? other : one));
  const near = places.filter((place) => distance(place, nearest) <= 1.5 * Math.hypot(u.x, u.y));
  const middle = (/** @type {"x" | "y"} */ axis) => near.reduce((sum, place) => sum + place[axis], 0) / near.length;
  return { x: middle("x"), y: middle("y") };
}

/**
 * Reads a code with these corners as one of a version; nothing if that is not what it is.
 *
 * @param {Plane} plane @param {Eye} corner @param {Eye} right @param {Eye} below @param {number} version
 */
function readAs(plane, corner, right, below, version) {
  const size = 17 + 4 * version;
  const apart = size - 7;
  const u = { x: (right.x - corner.x) / apart, y: (right.y - corner.y) / apart };
  const v = { x: (below.x - corner.x) / apart, y: (below.y - corner.y) / apart };
  const place = (/** @type {number} */ modules) => ({
    x: corner.x + modules * (u.x + v.x),
    y: corner.y + modules * (u.y + v.y),
  });
  const fourths = [{ code: size - 3.5, picture: place(apart) }];
  if (version > 1) {
    const found = alignment(plane, place(size - 10), u, v, Math.max(4, size / 7));
    if (found) fourths.unshift({ code: size - 6.5, picture: found });
  }
  for (const fourth of fourths) {
    const lies = projection([
      [{ x: 3.5, y: 3.5 }, corner],
      [{ x: size - 3.5, y: 3.5 }, right],
      [{ x: 3.5, y: size - 3.5 }, below],
      [{ x: fourth.code, y: fourth.code }, fourth.picture],
    ]);
    if (!lies) continue;
    const text = read((x, y) => {
      const point = lies(x + 0.5, y + 0.5);
      return plane.at(point.x, point.y) === 1;
    }, version);
    if (text !== undefined) return text;
  }
  return undefined;
}

/** The text of the code in a picture; nothing if there is none that can be read. @param {Grey} grey */
export function find(grey) {
  for (const part of REACHES) {
    const plane = new Plane(grey, part);
    for (const { corner, right, below } of triples(plane.eyes())) {
      for (const version of versions(plane, corner, right, below)) {
        const text = readAs(plane, corner, right, below, version);
        if (text) return text;
      }
    }
  }
  return undefined;
}
