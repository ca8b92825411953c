// @ts-check
// Sends something large in numbered chunks that survive a lost connection. The contract, with an
// example, is docs/specs/chunked-upload.md:
//
//   GET {base}             → 200 { "next": n }   the chunk that the server waits for
//   PUT {base}/chunks/{n}  Digest: sha-256=<base64 of SHA-256 over the body>
//     204 stored (or stored before, with the same content); 409 { "next": m } another one is due;
//     400 the digest does not fit: sent again; 408, 425, 429, 5xx, no answer: tried again later;
//     anything else: over.
//
// What comes in is cut into chunks of one size as soon as there is enough, so that a recording
// can be sent while it is made.

/**
 * @typedef {"refused" | "lost" | "silent" | "stopped"} Why
 *   refused: the server does not want it; lost: it misses chunks that are gone here; silent: no
 *   answer for too long; stopped: by the page.
 * @typedef {{base: string, chunkBytes?: number, headers?: Record<string, string>, patience?: number,
 *   firstPause?: number, longestPause?: number, timeout?: number,
 *   onProgress?: (sent: {chunks: number, bytes: number}) => void,
 *   onWaiting?: (waiting: boolean) => void}} Options
 */

/** Chunks behind the newest that are kept after they were stored, should the server ask again. */
const KEPT = 4;

export class UploadError extends Error {
  /** @param {Why} why @param {number} [status] of the answer that ended it */
  constructor(why, status) {
    super(`the upload ended: ${why}${status ? ` (${status})` : ""}`);
    this.why = why;
    this.status = status;
  }
}

/** @param {BufferSource} bytes */
async function digest(bytes) {
  const hash = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return `sha-256=${btoa(String.fromCharCode(...hash))}`;
}

export class Uploader {
  #options;
  /** What is not yet a chunk. @type {Blob[]} */
  #rest = [];
  #restBytes = 0;
  /** @type {Map<number, Blob>} */
  #chunks = new Map();
  #made = 0;
  #next = 0;
  #bytes = 0;
  #ended = false;
  #stop = new AbortController();
  /** @type {() => void} */
  #wake = () => {};
  /** @type {Promise<{chunks: number, bytes: number}>} */
  #done;

  /** @param {Options} options `patience` is how long nothing may get through, in milliseconds */
  constructor(options) {
    this.#options = {
      chunkBytes: 512 * 1024,
      headers: {},
      patience: 300_000,
      firstPause: 500,
      longestPause: 20_000,
      timeout: 60_000,
      ...options,
    };
    this.#done = this.#run();
    // Whoever waits for `finish` gets the error; before that nobody may be listening.
    this.#done.catch(() => {});
  }

  /** @param {Blob | BufferSource} more what comes next */
  add(more) {
    if (this.#ended) throw new Error("the upload was finished");
    const blob = more instanceof Blob ? more : new Blob([more]);
    this.#rest.push(blob);
    this.#restBytes += blob.size;
    while (this.#restBytes >= this.#options.chunkBytes) this.#cut(this.#options.chunkBytes);
  }

  /** Sends what is left and resolves when everything is stored. Rejects with an UploadError. */
  finish() {
    if (!this.#ended) {
      if (this.#restBytes > 0) this.#cut(this.#restBytes);
      this.#ended = true;
      this.#wake();
    }
    return this.#done;
  }

  /** Ends at once; what is stored stays with the server. */
  stop() {
    this.#stop.abort();
    this.#wake();
  }

  /** @param {number} size */
  #cut(size) {
    const whole = new Blob(this.#rest);
    this.#chunks.set(this.#made++, whole.slice(0, size));
    this.#rest = size < whole.size ? [whole.slice(size)] : [];
    this.#restBytes -= size;
    this.#wake();
  }

  async #run() {
    // Somebody who comes back begins where the server is.
    await this.#answered(() => this.#ask());
    while (!(this.#ended && this.#next >= this.#made)) {
      if (this.#next < this.#made) await this.#answered(() => this.#put(this.#next));
      else await new Promise((resolve) => (this.#wake = () => resolve(undefined)));
      if (this.#stop.signal.aborted) throw new UploadError("stopped");
    }
    return { chunks: this.#next, bytes: this.#bytes };
  }

  /**
   * Repeats a step until it is answered, with pauses that double and differ from phone to phone.
   * @param {() => Promise<boolean>} step whether it was answered
   */
  async #answered(step) {
    const began = performance.now();
    let pause = this.#options.firstPause;
    for (let waiting = false; ; ) {
      if (await step()) {
        if (waiting) this.#options.onWaiting?.(false);
        return;
      }
      if (!waiting) this.#options.onWaiting?.((waiting = true));
      if (performance.now() - began > this.#options.patience) throw new UploadError("silent");
      await this.#pause(pause * (0.75 + Math.random() / 2));
      pause = Math.min(pause * 2, this.#options.longestPause);
      if (this.#stop.signal.aborted) throw new UploadError("stopped");
    }
  }

  /** A pause that ends early when the connection comes back. @param {number} ms */
  #pause(ms) {
    return new Promise((resolve) => {
      const end = () => {
        clearTimeout(timer);
        globalThis.removeEventListener?.("online", end);
        this.#stop.signal.removeEventListener("abort", end);
        resolve(undefined);
      };
      const timer = setTimeout(end, ms);
      globalThis.addEventListener?.("online", end);
      this.#stop.signal.addEventListener("abort", end);
    });
  }

  /** @param {string} path @param {RequestInit} [init] @returns {Promise<Response | null>} */
  async #fetch(path, init = {}) {
    const gone = AbortSignal.any([this.#stop.signal, AbortSignal.timeout(this.#options.timeout)]);
    try {
      return await fetch(this.#options.base + path, { cache: "no-store", ...init, signal: gone });
    } catch {
      return null;
    }
  }

  async #ask() {
    const answer = await this.#fetch("", { headers: { ...this.#options.headers, accept: "application/json" } });
    if (!answer || passing(answer.status)) return false;
    if (!answer.ok) throw new UploadError("refused", answer.status);
    return this.#goTo(await nextOf(answer));
  }

  /** @param {number} number */
  async #put(number) {
    const chunk = this.#chunks.get(number);
    if (!chunk) throw new UploadError("lost");
    const body = await chunk.arrayBuffer();
    const answer = await this.#fetch(`/chunks/${number}`, {
      method: "PUT",
      body,
      headers: {
        ...this.#options.headers,
        "content-type": "application/octet-stream",
        digest: await digest(body),
      },
    });
    // A digest that does not fit was spoilt on the way.
    if (!answer || passing(answer.status) || answer.status === 400) return false;
    if (answer.status === 409) return this.#goTo(await nextOf(answer));
    if (!answer.ok) throw new UploadError("refused", answer.status);
    return this.#goTo(number + 1);
  }

  /** Goes on with another chunk. @param {number | null} next @returns {boolean} */
  #goTo(next) {
    if (next === null) return false;
    for (let number = this.#next; number < Math.min(next, this.#made); number++) {
      this.#bytes += this.#chunks.get(number)?.size ?? 0;
    }
    for (let number = next; number < this.#next; number++) {
      const chunk = this.#chunks.get(number);
      if (!chunk) throw new UploadError("lost");
      this.#bytes -= chunk.size;
    }
    this.#next = next;
    for (const number of this.#chunks.keys()) if (number < next - KEPT) this.#chunks.delete(number);
    this.#options.onProgress?.({ chunks: this.#next, bytes: this.#bytes });
    return true;
  }
}

/** Whether a status is a matter of time. @param {number} status */
function passing(status) {
  return status === 408 || status === 425 || status === 429 || status >= 500;
}

/** @param {Response} answer @returns {Promise<number | null>} */
async function nextOf(answer) {
  try {
    const { next } = await answer.json();
    return Number.isSafeInteger(next) && next >= 0 ? next : null;
  } catch {
    return null;
  }
}
