// @ts-check
// What can be said about a camera picture without knowing what it shows: sharpness, glare,
// exposure, and whether something like a card stands in it. The same measures as the server's
// (`wire_mrz::picture`), so that a hint and a verdict agree; a test compares them. Pure functions
// of numbers: the page, the worker and the tests use them alike.

/**
 * Brightness of each pixel, row by row.
 * @typedef {{width: number, height: number, pixels: Uint8Array}} Grey
 * @typedef {{left: number, top: number, width: number, height: number}} Box
 * @typedef {"card" | "cutOff" | "nothing" | "unclear"} Framing
 * @typedef {{sharpness: number, glare: number, brightness: number, framing: Framing, box: Box | null, filled: number}} Measures
 * @typedef {"tooDark" | "noDocument" | "cutOff" | "tooSmall" | "tooBright" | "glare" | "tooBlurred"} Fault
 * @typedef {Fault | "hold"} Hint
 * @typedef {{sharpness: number, glare: number, dark: number, bright: number, filled: number}} Thresholds
 */

/** Where a measure becomes a hint: those of the server. @type {Readonly<Thresholds>} */
export const DOCUMENT = Object.freeze({ sharpness: 0.06, glare: 0.02, dark: 55, bright: 235, filled: 0.45 });

/** Longer side of what is measured, in pixels. */
export const SIDE = 560;
/** Longer side of what a card is looked for in, in pixels. */
const FRAMING_SIDE = 160;
const BLOCK = 8;
const WHITE = 250;

/**
 * Brightness of a canvas' pixels (ITU-R BT.601).
 * @param {{width: number, height: number, data: Uint8ClampedArray}} image
 * @returns {Grey}
 */
export function greyOf({ width, height, data }) {
  const pixels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < pixels.length; at++, from += 4) {
    pixels[at] = (data[from] * 77 + data[from + 1] * 150 + data[from + 2] * 29) >> 8;
  }
  return { width, height, pixels };
}

/** Made smaller by averaging. @param {Grey} grey @param {number} side @returns {Grey} */
function atMost(grey, side) {
  const longer = Math.max(grey.width, grey.height);
  if (longer <= side) return grey;
  const width = Math.max(1, Math.floor((grey.width * side) / longer));
  const height = Math.max(1, Math.floor((grey.height * side) / longer));
  const pixels = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    const top = Math.floor((y * grey.height) / height);
    const bottom = Math.ceil(((y + 1) * grey.height) / height);
    for (let x = 0; x < width; x++) {
      const left = Math.floor((x * grey.width) / width);
      const right = Math.ceil(((x + 1) * grey.width) / width);
      let sum = 0;
      for (let row = top; row < bottom; row++) {
        for (let at = row * grey.width + left; at < row * grey.width + right; at++) sum += grey.pixels[at];
      }
      pixels[y * width + x] = Math.floor(sum / ((right - left) * (bottom - top)));
    }
  }
  return { width, height, pixels };
}

/** @param {Grey} grey @param {Box} box @returns {Grey} */
function part(grey, box) {
  const pixels = new Uint8Array(box.width * box.height);
  for (let y = 0; y < box.height; y++) {
    const from = (box.top + y) * grey.width + box.left;
    pixels.set(grey.pixels.subarray(from, from + box.width), y * box.width);
  }
  return { width: box.width, height: box.height, pixels };
}

/** @param {number[]} values */
function median(values) {
  return values.sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** Median of the outermost pixels, and the median of what they differ from it. @param {Grey} grey */
function border({ width, height, pixels }) {
  /** @type {number[]} */
  const values = [];
  for (let y = 0; y < height; y++) {
    const edge = y < 2 || y + 2 > height - 1;
    for (let x = 0; x < width; x++) {
      if (edge || x < 2 || x + 2 >= width) values.push(pixels[y * width + x]);
    }
  }
  const background = median(values);
  return { background, deviation: median(values.map((value) => Math.abs(value - background))) };
}

/**
 * The longest run of counts of at least `least`; small gaps do not end it, and a short run is none.
 * @param {number[]} counts @param {number} least @returns {[number, number] | null}
 */
function longestRun(counts, least) {
  const gap = Math.floor(counts.length / 20);
  /** @type {[number, number] | null} */
  let best = null;
  /** @type {[number, number] | null} */
  let run = null;
  counts.forEach((count, at) => {
    if (count < Math.max(least, 1)) return;
    run = run && at - run[1] <= gap ? [run[0], at + 1] : [at, at + 1];
    if (!best || run[1] - run[0] > best[1] - best[0]) best = run;
  });
  const found = /** @type {[number, number] | null} */ (best);
  return found && (found[1] - found[0]) * 10 >= counts.length ? found : null;
}

/** Columns and rows of what differs from the background. @param {Uint8Array} differs @param {Grey} grey */
function extent(differs, { width, height }) {
  /** @type {[number, number]} */
  let columns = [0, width];
  /** @type {[number, number]} */
  let rows = [0, height];
  for (const share of [0.1, 0.3]) {
    const ofColumns = Array.from({ length: width }, (_, x) => {
      let count = 0;
      for (let y = rows[0]; y < rows[1]; y++) count += differs[y * width + x];
      return count;
    });
    const newColumns = longestRun(ofColumns, share * (rows[1] - rows[0]));
    if (!newColumns) return null;
    columns = newColumns;
    const ofRows = Array.from({ length: height }, (_, y) => {
      let count = 0;
      for (let x = columns[0]; x < columns[1]; x++) count += differs[y * width + x];
      return count;
    });
    const newRows = longestRun(ofRows, share * (columns[1] - columns[0]));
    if (!newRows) return null;
    rows = newRows;
  }
  return { columns, rows };
}

/**
 * Whether there is something like a card: what differs from the border of the picture, with about
 * the sides of a document, in the middle.
 * @param {Grey} picture
 * @returns {{framing: Framing, box: Box | null}}
 */
export function framingOf(picture) {
  const small = atMost(picture, FRAMING_SIDE);
  const { background, deviation } = border(small);
  if (deviation > 24) return { framing: "unclear", box: null };
  const least = Math.max(22, deviation * 3);
  const differs = small.pixels.map((value) => (Math.abs(value - background) > least ? 1 : 0));
  const found = extent(differs, small);
  if (!found) return { framing: "nothing", box: null };
  const { columns, rows } = found;
  const atEdge = (/** @type {[number, number]} */ [from, to], /** @type {number} */ length) => from < 2 || to + 2 > length;
  if (atEdge(columns, small.width) || atEdge(rows, small.height)) return { framing: "cutOff", box: null };
  const holds = (/** @type {[number, number]} */ [from, to], /** @type {number} */ at) => from <= at && at < to;
  const sides = (columns[1] - columns[0]) / (rows[1] - rows[0]);
  const inTheMiddle = holds(columns, Math.floor(small.width / 2)) && holds(rows, Math.floor(small.height / 2));
  if (!inTheMiddle || sides < 1.15 || sides >= 2.1) return { framing: "unclear", box: null };
  const larger = (/** @type {number} */ at) => Math.floor((at * picture.width) / small.width);
  const box = {
    left: larger(columns[0]),
    top: larger(rows[0]),
    width: larger(columns[1] - columns[0]),
    height: Math.min(larger(rows[1] - rows[0]), picture.height - larger(rows[0])),
  };
  return { framing: "card", box };
}

/**
 * Variance of the Laplacian, less what noise adds to it, by the variance of the brightness.
 * @param {Grey} grey @param {number} variance
 */
function sharpnessOf({ width, height, pixels }, variance) {
  let [count, sum, squares] = [0, 0, 0];
  const sizes = new Uint32Array(1021);
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const value = pixels[at - width] + pixels[at + width] + pixels[at - 1] + pixels[at + 1] - 4 * pixels[at];
      count++;
      sum += value;
      squares += value * value;
      sizes[Math.abs(value)]++;
    }
  }
  if (count === 0) return 0;
  let passed = 0;
  let middle = 0;
  while (passed + sizes[middle] <= Math.floor(count / 2)) passed += sizes[middle++];
  const mean = sum / count;
  const noise = 1.4826 * middle;
  return Math.max(0, squares / count - mean * mean - noise * noise) / (variance + 25);
}

/** Share of the blocks that are all white. @param {Grey} grey */
function glareOf({ width, height, pixels }) {
  let [blocks, white] = [0, 0];
  for (let top = 0; top + BLOCK <= height; top += BLOCK) {
    for (let left = 0; left + BLOCK <= width; left += BLOCK) {
      blocks++;
      let all = true;
      for (let y = top; all && y < top + BLOCK; y++) {
        for (let x = left; all && x < left + BLOCK; x++) all = pixels[y * width + x] >= WHITE;
      }
      if (all) white++;
    }
  }
  return white / Math.max(blocks, 1);
}

/**
 * Measures the document if it was found, the whole picture otherwise.
 * @param {Grey} picture
 * @returns {Measures}
 */
export function measure(picture) {
  const { framing, box } = framingOf(picture);
  const grey = atMost(box ? part(picture, box) : picture, SIDE);
  let [sum, squares] = [0, 0];
  for (const value of grey.pixels) {
    sum += value;
    squares += value * value;
  }
  const brightness = sum / Math.max(grey.pixels.length, 1);
  const variance = Math.max(0, squares / Math.max(grey.pixels.length, 1) - brightness * brightness);
  const filled = box ? box.width / picture.width : 1;
  return { sharpness: sharpnessOf(grey, variance), glare: glareOf(grey), brightness, framing, box, filled };
}

/**
 * What is wrong, the worst first.
 * @param {Measures} measures
 * @param {Thresholds} [thresholds]
 * @returns {Fault[]}
 */
export function faults(measures, thresholds = DOCUMENT) {
  /** @type {[boolean, Fault][]} */
  const all = [
    [measures.brightness < thresholds.dark, "tooDark"],
    [measures.framing === "nothing", "noDocument"],
    [measures.framing === "cutOff", "cutOff"],
    [measures.filled < thresholds.filled, "tooSmall"],
    [measures.brightness > thresholds.bright, "tooBright"],
    [measures.glare > thresholds.glare, "glare"],
    [measures.sharpness < thresholds.sharpness, "tooBlurred"],
  ];
  return all.filter(([wrong]) => wrong).map(([, fault]) => fault);
}

/** The one thing to say now. @param {Measures} measures @param {Thresholds} [thresholds] @returns {Hint} */
export function hintOf(measures, thresholds = DOCUMENT) {
  return faults(measures, thresholds)[0] ?? "hold";
}
