// @ts-check
// The protocol of the app (docs/specs/app-protocol.md): JSON, each request signed by the key of
// this device over method, address, body and a nonce of the server.

/** @typedef {{device: string, keys: CryptoKeyPair}} Signer */

const BASE = "/app/api/v1";

/** The server said no; `word` is the protocol's, `body` everything it said. */
export class Refused extends Error {
  /** @param {number} status @param {Record<string, any>} body */
  constructor(status, body) {
    super(String(body.error ?? status));
    this.status = status;
    this.word = String(body.error ?? "");
    this.body = body;
  }
}

/** Nobody answered. */
export class Offline extends Error {}

const encoder = new TextEncoder();

/** @param {ArrayBuffer | Uint8Array} bytes */
export function base64url(bytes) {
  const text = String.fromCharCode(...new Uint8Array(bytes));
  return btoa(text).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

/** The public key as the protocol writes it. @param {CryptoKeyPair} keys */
export async function publicKey(keys) {
  return base64url(await crypto.subtle.exportKey("raw", keys.publicKey));
}

/** The last nonce that came; good for one signed request. @type {string | undefined} */
let nonce;

async function freshNonce() {
  if (nonce === undefined) await send("POST", "/nonce", {});
  const fresh = nonce ?? "";
  nonce = undefined;
  return fresh;
}

/**
 * @param {string} method @param {string} path @param {Uint8Array} body
 * @param {Signer} signer @param {string} spent
 */
async function authorization(method, path, body, signer, spent) {
  const digest = base64url(await crypto.subtle.digest("SHA-256", /** @type {BufferSource} */ (body)));
  const origin = document.body.dataset.origin ?? location.origin;
  const lines = ["aldaba-app-v1", method, origin, path, digest, spent, signer.device];
  const kind = { name: "ECDSA", hash: "SHA-256" };
  const text = encoder.encode(lines.join("\n"));
  const signature = base64url(await crypto.subtle.sign(kind, signer.keys.privateKey, text));
  return `Aldaba-App device="${signer.device}", nonce="${spent}", signature="${signature}"`;
}

/**
 * @param {"GET" | "POST"} method
 * @param {string} path below the interface
 * @param {unknown} [body]
 * @param {Signer} [signer]
 * @returns {Promise<any>}
 */
async function send(method, path, body, signer) {
  const bytes = encoder.encode(method === "GET" ? "" : JSON.stringify(body ?? {}));
  /** @type {Record<string, string>} */
  const headers = { Accept: "application/json", "Accept-Language": document.documentElement.lang };
  if (method === "POST") headers["Content-Type"] = "application/json";
  if (signer) {
    headers.Authorization = await authorization(method, BASE + path, bytes, signer, await freshNonce());
  }
  /** @type {Response} */
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method,
      headers,
      body: method === "GET" ? undefined : bytes,
      credentials: "omit",
      cache: "no-store",
      redirect: "error",
    });
  } catch {
    throw new Offline();
  }
  nonce = answer.headers.get("Aldaba-Nonce") ?? nonce;
  const said = await answer.json().catch(() => ({}));
  if (typeof said.nonce === "string") nonce = said.nonce;
  if (!answer.ok) throw new Refused(answer.status, said);
  return said;
}

/**
 * Sends once more where only the nonce was too old: nothing was done then.
 *
 * @param {"GET" | "POST"} method @param {string} path @param {unknown} [body] @param {Signer} [signer]
 */
export async function call(method, path, body, signer) {
  try {
    return await send(method, path, body, signer);
  } catch (error) {
    if (error instanceof Refused && error.word === "nonce") return send(method, path, body, signer);
    throw error;
  }
}
