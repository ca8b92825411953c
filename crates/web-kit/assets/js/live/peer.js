// @ts-check
// The media side of a call: one connection to the media server, made anew when it breaks. The offer
// carries its candidates (no trickle): the server has one address and needs none of ours later.

/**
 * @typedef {"new" | "connecting" | "connected" | "lost"} PeerState
 * @typedef {object} PeerOptions
 * @property {RTCIceServer[]} [ice]
 * @property {(sdp: string) => number} offer sends an offer; gives its number, 0 if there is no line
 * @property {(stream: MediaStream) => void} [play] what the other side sends
 * @property {(state: PeerState) => void} [change]
 * @property {boolean} [listen] whether a picture is received too
 * @property {boolean} [later] whether a picture may be sent later, without another offer
 * @property {MediaStream} [stream] what is sent
 */

/** How long candidates are waited for, in milliseconds. */
const GATHER = 1000;

/** How long a connection may be silent before it is made anew. */
const SILENCE = 4000;

/** How long a new connection may take before it is tried again. */
const PATIENCE = 10_000;

/** Bits a second of the picture: enough for the print of a card at 720 lines. */
const BITS = 1_500_000;

export class Peer {
  /** @param {PeerOptions} options */
  constructor(options) {
    this.options = options;
    /** @type {RTCPeerConnection | undefined} */
    this.connection = undefined;
    /** @type {PeerState} */
    this.state = "new";
    this.number = 0;
    /** @type {number | undefined} */
    this.timer = undefined;
    this.closed = false;
  }

  /** Connects, or connects anew. */
  async join() {
    if (this.closed) return;
    this.#drop();
    this.#become("connecting");
    const connection = new RTCPeerConnection({ iceServers: this.options.ice ?? [] });
    this.connection = connection;
    connection.addEventListener("track", ({ track, streams: [stream] }) => {
      this.options.play?.(stream ?? new MediaStream([track]));
    });
    connection.addEventListener("connectionstatechange", () => this.#moved(connection));
    this.#tracks(connection);
    await connection.setLocalDescription(await connection.createOffer());
    await gathered(connection);
    const sdp = connection.localDescription?.sdp;
    if (connection !== this.connection || !sdp) return;
    this.number = this.options.offer(sdp);
    this.#again(PATIENCE);
  }

  /**
   * The server's answer to offer number `to`; an answer to an older offer is left alone.
   * @param {number} to
   * @param {string} sdp
   */
  async answered(to, sdp) {
    const connection = this.connection;
    if (to !== this.number || connection?.signalingState !== "have-local-offer") return;
    await connection.setRemoteDescription({ type: "answer", sdp });
  }

  /** Sends another picture from now on, or none. @param {MediaStreamTrack | null} track */
  async show(track) {
    const senders = this.connection?.getSenders() ?? [];
    const sender = senders.find((one) => one.track?.kind === "video" || one === this.video);
    await sender?.replaceTrack(track);
  }

  async quality() {
    return this.connection ? quality(await this.connection.getStats()) : undefined;
  }

  close() {
    this.closed = true;
    clearTimeout(this.timer);
    this.#drop();
  }

  /** @param {RTCPeerConnection} connection */
  #tracks(connection) {
    const stream = this.options.stream;
    const [sound] = stream?.getAudioTracks() ?? [];
    const [picture] = stream?.getVideoTracks() ?? [];
    if (sound) connection.addTransceiver(sound, { direction: "sendrecv", streams: stream && [stream] });
    else connection.addTransceiver("audio", { direction: "recvonly" });
    if (picture) {
      // Where there are too few bits the picture gets slower, not softer: a card must be legible.
      picture.contentHint = "detail";
      const way = this.options.listen ? "sendrecv" : "sendonly";
      const video = connection.addTransceiver(picture, {
        direction: way,
        streams: stream && [stream],
        sendEncodings: [{ maxBitrate: BITS }],
      });
      this.video = video.sender;
      preferVp8(video);
    } else if (this.options.listen) {
      const way = this.options.later ? "sendrecv" : "recvonly";
      const video = connection.addTransceiver("video", { direction: way });
      this.video = video.sender;
      preferVp8(video);
    }
  }

  /** @param {RTCPeerConnection} connection */
  #moved(connection) {
    if (connection !== this.connection || this.closed) return;
    switch (connection.connectionState) {
      case "connected":
        clearTimeout(this.timer);
        return this.#become("connected");
      case "disconnected":
        // It may come back by itself; if not, we do.
        this.#become("lost");
        return this.#again(SILENCE);
      case "failed":
      case "closed":
        this.#become("lost");
        return this.#again(0);
    }
  }

  /** @param {number} wait */
  #again(wait) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (this.state !== "connected") this.join();
    }, wait);
  }

  #drop() {
    const old = this.connection;
    this.connection = undefined;
    old?.close();
  }

  /** @param {PeerState} state */
  #become(state) {
    if (this.state === state) return;
    this.state = state;
    this.options.change?.(state);
  }
}

/** @param {RTCRtpTransceiver} transceiver */
function preferVp8(transceiver) {
  const codecs = RTCRtpReceiver.getCapabilities?.("video")?.codecs ?? [];
  const first = codecs.filter(({ mimeType }) => mimeType === "video/VP8");
  const rest = codecs.filter(({ mimeType }) => mimeType !== "video/VP8");
  if (first.length > 0) transceiver.setCodecPreferences?.([...first, ...rest]);
}

/** Waits until the candidates are there, or long enough. @param {RTCPeerConnection} connection */
function gathered(connection) {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      resolve(undefined);
    };
    const timer = setTimeout(done, GATHER);
    if (connection.iceGatheringState === "complete") return done();
    connection.addEventListener("icegatheringstatechange", () => {
      if (connection.iceGatheringState === "complete") done();
    });
  });
}

/**
 * @typedef {object} Quality
 * @property {"udp" | "tcp" | "relay" | undefined} path
 * @property {number | undefined} rtt round trip in milliseconds
 * @property {number} sent packets sent
 * @property {number} lost packets that the server says did not arrive
 * @property {number} received packets received
 * @property {number} missed packets that did not arrive here
 * @property {number} frames pictures shown
 */

/**
 * What the statistics of a connection say (webrtc-stats).
 * @param {Iterable<any> | RTCStatsReport} report
 * @returns {Quality}
 */
export function quality(report) {
  /** @type {Map<string, any>} */
  const all = new Map();
  const each = "values" in report ? /** @type {any} */ (report).values() : report;
  for (const one of each) all.set(one.id, one);
  /** @type {Quality} */
  const found = { path: undefined, rtt: undefined, sent: 0, lost: 0, received: 0, missed: 0, frames: 0 };
  for (const one of all.values()) {
    switch (one.type) {
      case "candidate-pair":
        if (one.nominated && one.state === "succeeded") {
          const local = all.get(one.localCandidateId);
          found.path = local?.candidateType === "relay" ? "relay" : (local?.protocol ?? found.path);
          if (one.currentRoundTripTime !== undefined) found.rtt = Math.round(one.currentRoundTripTime * 1000);
        }
        break;
      case "outbound-rtp":
        found.sent += one.packetsSent ?? 0;
        break;
      case "remote-inbound-rtp":
        found.lost += Math.max(0, one.packetsLost ?? 0);
        break;
      case "inbound-rtp":
        found.received += one.packetsReceived ?? 0;
        found.missed += Math.max(0, one.packetsLost ?? 0);
        found.frames += one.framesDecoded ?? 0;
        break;
    }
  }
  return found;
}

/**
 * A verdict: good; enough for the call; too poor to read a card. Between two moments, so that a bad
 * beginning does not count for ever.
 * @param {Quality} before
 * @param {Quality} now
 * @returns {{grade: "good" | "fair" | "poor", loss: number}} loss in thousandths
 */
export function grade(before, now) {
  const there = ratio(now.lost - before.lost, now.sent - before.sent);
  const here = ratio(now.missed - before.missed, now.received - before.received + now.missed - before.missed);
  const loss = Math.round(1000 * Math.max(there, here));
  const rtt = now.rtt ?? 0;
  if (loss <= 20 && rtt <= 250) return { grade: "good", loss };
  if (loss <= 80 && rtt <= 600) return { grade: "fair", loss };
  return { grade: "poor", loss };
}

/** @param {number} part @param {number} whole */
const ratio = (part, whole) => (whole > 0 ? Math.min(1, Math.max(0, part / whole)) : 0);
