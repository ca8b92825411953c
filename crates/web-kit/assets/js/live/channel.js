// @ts-check
// The line between a page of a call and the server: a WebSocket whose frames are numbered, which
// comes back by itself, and which gives way to asking every few seconds where no socket can be had.

/**
 * @typedef {{kind: string, [field: string]: any}} Frame
 * @typedef {"connecting" | "open" | "asking" | "elsewhere" | "over"} ChannelState
 *   asking: no socket; the address of the state is asked instead
 *   elsewhere: the same call was opened in another window or device
 * @typedef {object} ChannelOptions
 * @property {string} socket path of the WebSocket
 * @property {string} [poll] path of the state as JSON, for where sockets fail
 * @property {(frame: Frame) => void} hear
 * @property {(state: ChannelState) => void} [change]
 * @property {(url: string, protocol: string) => WebSocket} [make] for tests
 */

export const PROTOCOL = "aldaba.call.v1";

/** Close codes after which the page does not come back: over, and taken by another window. */
const OVER = 1000;
const ELSEWHERE = 4001;

/** Attempts after which the state is asked for meanwhile. */
const PATIENCE = 3;

/** How often the state is asked for, in milliseconds. */
const ASK = 3000;

/**
 * Milliseconds before attempt number `attempt` (from 0): half a second, doubled up to fifteen
 * seconds, and up to half as much more by chance, so that not everybody comes at once.
 * @param {number} attempt
 * @param {number} chance from 0 to 1
 */
export function delay(attempt, chance) {
  return Math.min(15_000, 500 * 2 ** Math.min(attempt, 10)) * (1 + chance / 2);
}

export class Channel {
  /** @param {ChannelOptions} options */
  constructor(options) {
    this.options = options;
    /** @type {WebSocket | undefined} */
    this.socket = undefined;
    /** @type {ChannelState} */
    this.state = "connecting";
    this.n = 0;
    this.attempt = 0;
    /** @type {number | undefined} */
    this.retry = undefined;
    /** @type {number | undefined} */
    this.asking = undefined;
    // A network that came back need not wait for the next attempt.
    globalThis.addEventListener?.("online", () => this.#hurry());
  }

  open() {
    const url = new URL(this.options.socket, location.href);
    url.protocol = url.protocol === "https:" ? "wss:" : "ws:";
    const make = this.options.make ?? ((address, protocol) => new WebSocket(address, protocol));
    const socket = make(url.href, PROTOCOL);
    this.socket = socket;
    this.n = 0;
    socket.addEventListener("open", () => {
      this.attempt = 0;
      this.#stopAsking();
      this.#become("open");
    });
    socket.addEventListener("message", ({ data }) => this.#heard(data));
    socket.addEventListener("close", ({ code }) => this.#closed(socket, code));
  }

  /**
   * Says something; gives the number of the frame, or 0 if there is no line.
   * @param {Frame} frame
   */
  say(frame) {
    if (this.socket?.readyState !== 1) return 0;
    this.n += 1;
    this.socket.send(JSON.stringify({ ...frame, n: this.n }));
    return this.n;
  }

  close() {
    clearTimeout(this.retry);
    this.#stopAsking();
    this.#become("over");
    this.socket?.close();
  }

  /** @param {unknown} data */
  #heard(data) {
    try {
      const frame = JSON.parse(String(data));
      if (typeof frame?.kind === "string") this.options.hear(frame);
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
    }
  }

  /**
   * @param {WebSocket} socket
   * @param {number} code
   */
  #closed(socket, code) {
    if (socket !== this.socket || this.state === "over") return;
    if (code === ELSEWHERE) return this.#finish("elsewhere");
    if (code === OVER) return this.#finish("over");
    this.#become(this.asking === undefined ? "connecting" : "asking");
    this.retry = setTimeout(() => this.open(), delay(this.attempt, Math.random()));
    this.attempt += 1;
    if (this.attempt >= PATIENCE) this.#ask();
  }

  /** @param {ChannelState} state */
  #finish(state) {
    this.#stopAsking();
    this.#become(state);
  }

  #hurry() {
    if (this.state !== "connecting" && this.state !== "asking") return;
    if (this.socket?.readyState === 0) return;
    clearTimeout(this.retry);
    this.open();
  }

  #ask() {
    const path = this.options.poll;
    if (!path || this.asking !== undefined) return;
    const ask = async () => {
      try {
        const answer = await fetch(path, { headers: { accept: "application/json" } });
        if (answer.ok) this.#heard(await answer.text());
        // The call is known to nobody any more.
        if (answer.status === 404 || answer.status === 410) this.#finish("over");
      } catch {
        // Still no network: the next time may do.
      }
    };
    this.asking = setInterval(ask, ASK);
    this.#become("asking");
    ask();
  }

  #stopAsking() {
    clearInterval(this.asking);
    this.asking = undefined;
  }

  /** @param {ChannelState} state */
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.options.change?.(state);
  }
}
