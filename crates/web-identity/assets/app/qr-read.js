// @ts-check
// The text of a QR code whose modules are known (ISO/IEC 18004:2015): format, mask, order of the
// bytes, error correction, segments. Versions 1 to 10, more than any address of ours needs; no kanji.

/** Check bytes of a block, and blocks, for L, M, Q and H, by version (§7.5.1, table 9). */
const BLOCKS = [
  [[7, 1], [10, 1], [13, 1], [17, 1]],
  [[10, 1], [16, 1], [22, 1], [28, 1]],
  [[15, 1], [26, 1], [18, 2], [22, 2]],
  [[20, 1], [18, 2], [26, 2], [16, 4]],
  [[26, 1], [24, 2], [18, 4], [22, 4]],
  [[18, 2], [16, 4], [24, 4], [28, 4]],
  [[20, 2], [18, 4], [18, 6], [26, 5]],
  [[24, 2], [22, 4], [22, 6], [26, 6]],
  [[30, 2], [22, 5], [20, 8], [24, 8]],
  [[18, 4], [26, 5], [24, 8], [28, 8]],
];

/** The highest version that is read. */
export const VERSIONS = BLOCKS.length;

/** Level in the two bits of the format, as an index into a row of `BLOCKS` (§7.9.1, table 12). */
const LEVELS = [1, 0, 3, 2];

/** Which modules a mask turns over, by its number (§7.8.2, table 10). @type {((x: number, y: number) => boolean)[]} */
const MASKS = [
  (x, y) => (x + y) % 2 === 0,
  (_, y) => y % 2 === 0,
  (x) => x % 3 === 0,
  (x, y) => (x + y) % 3 === 0,
  (x, y) => (Math.floor(x / 3) + Math.floor(y / 2)) % 2 === 0,
  (x, y) => ((x * y) % 2) + ((x * y) % 3) === 0,
  (x, y) => (((x * y) % 2) + ((x * y) % 3)) % 2 === 0,
  (x, y) => (((x + y) % 2) + ((x * y) % 3)) % 2 === 0,
];

/** Arithmetic of GF(256) with x⁸+x⁴+x³+x²+1 (§7.5.2). */
const POWERS = new Uint8Array(512);
const LOGS = new Uint8Array(256);
for (let power = 0, value = 1; power < 255; power++) {
  POWERS[power] = POWERS[power + 255] = value;
  LOGS[value] = power;
  value = value < 128 ? value * 2 : (value * 2) ^ 0x11d;
}

/** @param {number} a @param {number} b */
const times = (a, b) => (a === 0 || b === 0 ? 0 : POWERS[LOGS[a] + LOGS[b]]);

/** @param {number} a @param {number} b not zero */
const over = (a, b) => (a === 0 ? 0 : POWERS[LOGS[a] + 255 - LOGS[b]]);

/** The value of a polynomial, lowest power first. @param {number[]} polynomial @param {number} x */
const at = (polynomial, x) => polynomial.reduceRight((sum, one) => times(sum, x) ^ one, 0);

/** The syndromes of a block, all zero if and only if it is whole. @param {number[]} block @param {number} checks */
function syndromes(block, checks) {
  const lowestFirst = block.slice().reverse();
  return Array.from({ length: checks }, (_, index) => at(lowestFirst, POWERS[index]));
}

/** The polynomial whose roots say where a block is wrong (Berlekamp, Massey). @param {number[]} found syndromes */
function locator(found) {
  let [current, before] = [[1], [1]];
  let [length, gap, last] = [0, 1, 1];
  for (let step = 0; step < found.length; step++) {
    let off = found[step];
    for (let index = 1; index <= length; index++) off ^= times(current[index] ?? 0, found[step - index]);
    if (off === 0) {
      gap++;
      continue;
    }
    const kept = current.slice();
    const factor = over(off, last);
    before.forEach((one, index) => {
      current[index + gap] = (current[index + gap] ?? 0) ^ times(factor, one);
    });
    for (let index = 0; index < current.length; index++) current[index] ??= 0;
    if (2 * length <= step) {
      [length, before, last, gap] = [step + 1 - length, kept, off, 1];
    } else gap++;
  }
  return { current, length };
}

/**
 * The data of a block with what was wrong put right (§12 k); nothing if too much was.
 *
 * @param {number[]} block data and check bytes @param {number} checks
 */
export function corrected(block, checks) {
  const data = block.length - checks;
  const found = syndromes(block, checks);
  if (found.every((one) => one === 0)) return block.slice(0, data);
  const { current, length } = locator(found);
  if (length > checks / 2) return undefined;
  const product = found.map((_, power) => {
    let sum = 0;
    for (let index = 0; index <= power; index++) sum ^= times(found[index], current[power - index] ?? 0);
    return sum;
  });
  const slope = current.slice(1).map((one, index) => (index % 2 === 0 ? one : 0));
  const whole = block.slice();
  let wrong = 0;
  for (let place = 0; place < block.length; place++) {
    const power = block.length - 1 - place;
    const root = POWERS[(255 - (power % 255)) % 255];
    if (at(current, root) !== 0) continue;
    const steep = at(slope, root);
    if (steep === 0) return undefined;
    wrong++;
    whole[place] ^= times(POWERS[power % 255], over(at(product, root), steep));
  }
  const right = wrong === length && syndromes(whole, checks).every((one) => one === 0);
  return right ? whole.slice(0, data) : undefined;
}

/** Where the centres of alignment patterns are, on both axes (annex E). @param {number} version */
function alignments(version) {
  if (version === 1) return [];
  const count = Math.floor(version / 7) + 2;
  const size = 17 + 4 * version;
  const step = Math.ceil((4 * version + 4) / (2 * count - 2)) * 2;
  const from = Array.from({ length: count - 1 }, (_, index) => size - 7 - index * step);
  return [6, ...from.reverse()];
}

/** Tells modules that carry data from those that have a function. @param {number} version */
function carriesData(version) {
  const size = 17 + 4 * version;
  const centres = alignments(version);
  const last = centres.length - 1;
  /** @type {[number, number][]} */
  const patterns = [];
  centres.forEach((x, column) => {
    centres.forEach((y, row) => {
      const isCorner = (column === 0 && row === 0) || (column === 0 && row === last) || (column === last && row === 0);
      if (!isCorner) patterns.push([x, y]);
    });
  });
  return (/** @type {number} */ x, /** @type {number} */ y) => {
    if (x === 6 || y === 6) return false;
    if (y < 9 && (x < 9 || x >= size - 8)) return false;
    if (x < 9 && y >= size - 8) return false;
    if (version >= 7 && ((x >= size - 11 && y < 6) || (y >= size - 11 && x < 6))) return false;
    return !patterns.some(([a, b]) => Math.abs(a - x) <= 2 && Math.abs(b - y) <= 2);
  };
}

/** @param {number} bits */
function ones(bits) {
  let count = 0;
  for (let rest = bits; rest !== 0; rest &= rest - 1) count++;
  return count;
}

/** The fifteen bits of a format: two of the level, three of the mask, ten that check (annex C). @param {number} format */
function withChecks(format) {
  let rest = format;
  for (let step = 0; step < 10; step++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  return ((format << 10) | rest) ^ 0x5412;
}

/**
 * Level and mask, of whichever copy is less damaged; nothing if both are beyond repair.
 *
 * @param {(x: number, y: number) => boolean} isDark @param {number} size
 */
function formatOf(isDark, size) {
  /** @type {[number, number][][]} */
  const copies = [[], []];
  for (let bit = 0; bit < 15; bit++) {
    if (bit < 6) copies[0].push([8, bit]);
    else if (bit < 8) copies[0].push([8, bit + 1]);
    else if (bit === 8) copies[0].push([7, 8]);
    else copies[0].push([14 - bit, 8]);
    copies[1].push(bit < 8 ? [size - 1 - bit, 8] : [8, size - 15 + bit]);
  }
  const read = copies.map((places) => places.reduce((sum, [x, y], bit) => sum | (Number(isDark(x, y)) << bit), 0));
  let [best, least] = [0, 15];
  for (let format = 0; format < 32; format++) {
    const off = Math.min(...read.map((bits) => ones(bits ^ withChecks(format))));
    if (off < least) [best, least] = [format, off];
  }
  return least <= 3 ? { level: LEVELS[best >> 3], mask: MASKS[best & 7] } : undefined;
}

/**
 * The bytes in the order in which they lie: in columns of two, upwards and downwards (§7.7.3).
 *
 * @param {(x: number, y: number) => boolean} isDark @param {number} version
 * @param {(x: number, y: number) => boolean} mask
 */
function bytesOf(isDark, version, mask) {
  const size = 17 + 4 * version;
  const carries = carriesData(version);
  /** @type {number[]} */
  const bytes = [];
  let [byte, bits] = [0, 0];
  let upwards = true;
  for (let right = size - 1; right > 0; right -= 2) {
    if (right === 6) right = 5;
    for (let step = 0; step < size; step++) {
      const y = upwards ? size - 1 - step : step;
      for (const x of [right, right - 1]) {
        if (!carries(x, y)) continue;
        byte = (byte << 1) | Number(isDark(x, y) !== mask(x, y));
        if (++bits < 8) continue;
        bytes.push(byte);
        [byte, bits] = [0, 0];
      }
    }
    upwards = !upwards;
  }
  return bytes;
}

/** The data, block by block; nothing if a block is beyond repair (§7.6). @param {number[]} bytes @param {number} version @param {number} level */
function dataOf(bytes, version, level) {
  const [checks, count] = BLOCKS[version - 1][level];
  const short = Math.floor(bytes.length / count) - checks;
  const shorts = count - (bytes.length % count);
  const blocks = Array.from({ length: count }, () => /** @type {number[]} */ ([]));
  let next = 0;
  for (let index = 0; index <= short; index++) {
    for (let block = index < short ? 0 : shorts; block < count; block++) blocks[block].push(bytes[next++]);
  }
  for (let index = 0; index < checks; index++) for (const block of blocks) block.push(bytes[next++]);
  /** @type {number[]} */
  const data = [];
  for (const block of blocks) {
    const whole = corrected(block, checks);
    if (!whole) return undefined;
    data.push(...whole);
  }
  return data;
}

const ALPHANUMERIC = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:";

/** The text of the segments; nothing if one is of a kind that is not read (§7.4). @param {number[]} data @param {number} version */
function textOf(data, version) {
  let place = 0;
  const take = (/** @type {number} */ count) => {
    let value = 0;
    for (let bit = 0; bit < count; bit++, place++) value = (value << 1) | (((data[place >> 3] ?? 0) >> (7 - (place & 7))) & 1);
    return value;
  };
  const long = version > 9 ? 2 : 0;
  const decoder = new TextDecoder();
  let text = "";
  while (data.length * 8 - place >= 4) {
    const mode = take(4);
    if (mode === 0) break;
    if (mode === 1) {
      for (let left = take(10 + long); left > 0; left -= 3) {
        const digits = Math.min(left, 3);
        text += String(take([4, 7, 10][digits - 1])).padStart(digits, "0");
      }
    } else if (mode === 2) {
      for (let left = take(9 + long); left > 0; left -= 2) {
        const pair = take(left > 1 ? 11 : 6);
        text += left > 1 ? (ALPHANUMERIC[Math.floor(pair / 45)] ?? "") + ALPHANUMERIC[pair % 45] : (ALPHANUMERIC[pair] ?? "");
      }
    } else if (mode === 4) {
      const count = take(long ? 16 : 8);
      text += decoder.decode(Uint8Array.from({ length: count }, () => take(8)));
    } else return undefined;
    if (place > data.length * 8) return undefined;
  }
  return text;
}

/**
 * The text of a code; nothing if it cannot be read. A text that is given is right: the check bytes
 * say so.
 *
 * @param {(x: number, y: number) => boolean} isDark of a module, column and row from 0 on
 * @param {number} version
 */
export function read(isDark, version) {
  const format = formatOf(isDark, 17 + 4 * version);
  if (!format) return undefined;
  const data = dataOf(bytesOf(isDark, version, format.mask), version, format.level);
  return data && textOf(data, version);
}
