// @ts-check
// Passkeys as the browser makes and proves them.

/** If and only if this phone itself can recognise its person, and the browser speaks JSON. */
export async function available() {
  if (typeof PublicKeyCredential === "undefined") return false;
  if (typeof PublicKeyCredential.parseCreationOptionsFromJSON !== "function") return false;
  return PublicKeyCredential.isUserVerifyingPlatformAuthenticatorAvailable().catch(() => false);
}

/** @param {PublicKeyCredentialCreationOptionsJSON} options */
export async function create(options) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options);
  const made = /** @type {PublicKeyCredential} */ (await navigator.credentials.create({ publicKey }));
  return made.toJSON();
}

/** @param {PublicKeyCredentialRequestOptionsJSON} options */
export async function prove(options) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const proof = /** @type {PublicKeyCredential} */ (await navigator.credentials.get({ publicKey }));
  return proof.toJSON();
}
