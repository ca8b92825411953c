// @ts-check
// What this phone keeps: the key that cannot leave it, the id and the name of the device, and the
// words of notifications in the person's language. Nothing of the person.

/** @typedef {{device: string, keys: CryptoKeyPair, name?: string}} Kept */

const NAME = "aldaba-app";
const STORE = "kept";

/** @returns {Promise<IDBDatabase>} */
function open() {
  return new Promise((resolve, reject) => {
    const asked = indexedDB.open(NAME, 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore(STORE);
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

/**
 * @param {IDBTransactionMode} mode
 * @param {(store: IDBObjectStore) => IDBRequest} act
 * @returns {Promise<any>}
 */
async function within(mode, act) {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction(STORE, mode);
      const asked = act(transaction.objectStore(STORE));
      // Kept means written, not only asked for.
      transaction.oncomplete = () => resolve(asked.result);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

/** The device of this phone, if the app is activated on it. @returns {Promise<Kept | undefined>} */
export const device = () => within("readonly", (store) => store.get("device"));

/** @param {Kept} kept */
export const keepDevice = (kept) => within("readwrite", (store) => store.put(kept, "device"));

/** Throws the key away: nobody can sign as this device any more. */
export const forgetDevice = () => within("readwrite", (store) => store.delete("device"));

/** Words for the worker, which has no page. @param {Record<string, string>} words */
export const keepWords = (words) => within("readwrite", (store) => store.put(words, "words"));

/** A key that signs, and whose private half no script can read. @returns {Promise<CryptoKeyPair>} */
export function makeKeys() {
  const kind = { name: "ECDSA", namedCurve: "P-256" };
  return crypto.subtle.generateKey(kind, false, ["sign", "verify"]);
}
