// @ts-check
// Calculates the proof of work: for each part from 0 on, the first number such that SHA-256 over
// seed (16 bytes), part and number (32 bits each, big-endian) begins with enough zero bits. Runs
// as a worker, which is told { seed, parts, bits } and answers { found } after each part and
// { answer } at the end. SHA-256 is written out because the browser's own is asynchronous, ten
// times slower for texts this short, and missing outside of a secure context.

/** Fractions of the cube roots of the first 64 primes (FIPS 180-4 §4.2.2). */
const K = fractions((prime) => Math.cbrt(prime), 64);
/** Fractions of the square roots of the first 8 primes (FIPS 180-4 §5.3.3). */
const START = fractions((prime) => Math.sqrt(prime), 8);

/** @param {(prime: number) => number} root @param {number} count */
function fractions(root, count) {
  const out = new Int32Array(count);
  for (let prime = 2, at = 0; at < count; prime++) {
    let divisor = 2;
    while (divisor * divisor <= prime && prime % divisor !== 0) divisor++;
    if (divisor * divisor > prime) out[at++] = Math.floor((root(prime) % 1) * 2 ** 32);
  }
  return out;
}

const W = new Int32Array(64);

/** The first 32 bits of the hash of the one block whose 16 words are in W. */
function hash() {
  for (let i = 16; i < 64; i++) {
    const x = W[i - 15];
    const y = W[i - 2];
    const s0 = ((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3);
    const s1 = ((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10);
    W[i] = (W[i - 16] + s0 + W[i - 7] + s1) | 0;
  }
  let a = START[0];
  let b = START[1];
  let c = START[2];
  let d = START[3];
  let e = START[4];
  let f = START[5];
  let g = START[6];
  let h = START[7];
  for (let i = 0; i < 64; i++) {
    const s1 = ((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7));
    const t1 = (h + s1 + ((e & f) ^ (~e & g)) + K[i] + W[i]) | 0;
    const s0 = ((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10));
    const t2 = (s0 + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g;
    g = f;
    f = e;
    e = (d + t1) | 0;
    d = c;
    c = b;
    b = a;
    a = (t1 + t2) | 0;
  }
  return (a + START[0]) | 0;
}

/**
 * @param {string} seed in hexadecimal digits
 * @param {number} part
 * @param {number} bits at most 32
 */
function find(seed, part, bits) {
  for (let i = 0; i < 4; i++) W[i] = Number.parseInt(seed.slice(8 * i, 8 * i + 8), 16);
  W[4] = part;
  // After 24 bytes: a one bit, zeros, and the length in bits.
  W[6] = 1 << 31;
  W.fill(0, 7, 15);
  W[15] = 24 * 8;
  for (let number = 0; ; number++) {
    W[5] = number;
    if (Math.clz32(hash()) >= bits) return number;
  }
}

addEventListener("message", (event) => {
  const { seed, parts, bits } = event.data;
  const numbers = [];
  for (let part = 0; part < parts; part++) {
    numbers.push(find(seed, part, bits));
    postMessage({ found: part + 1 });
  }
  postMessage({ answer: numbers.join(".") });
});
