// @ts-check
// Asks the browser for a passkey and sends its answer with the form around it. The words come from
// the page, in its language.
// Markup: form[data-passkey=get|create][data-options="/address"] with [name=ceremony] and
// [name=response], a button, and [data-words][hidden] with a paragraph and data-unsupported,
// data-cancelled, data-failed, data-offline, data-waiting. A button with data-plain sends the form
// as it is. A form with data-live-form is sent by the page's own script, without leaving the page;
// while it asks it carries data-asking.

/** @param {string} text base64url @returns {Uint8Array} */
function bytes(text) {
  const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
  return Uint8Array.from(plain, (character) => character.charCodeAt(0));
}

/** @param {ArrayBuffer | null | undefined} buffer @returns {string | undefined} */
function base64url(buffer) {
  if (!buffer) return undefined;
  const plain = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join("");
  return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}

/** @param {any} descriptor */
const withBytes = (descriptor) => ({ ...descriptor, id: bytes(descriptor.id) });

/**
 * WebAuthn §5.1.9, and by hand where the browser does not have it yet.
 * @param {any} json
 */
function requestOptions(json) {
  const known = /** @type {any} */ (PublicKeyCredential).parseRequestOptionsFromJSON;
  if (known) return known.call(PublicKeyCredential, json);
  return {
    ...json,
    challenge: bytes(json.challenge),
    allowCredentials: (json.allowCredentials ?? []).map(withBytes),
  };
}

/**
 * WebAuthn §5.1.8, and by hand where the browser does not have it yet.
 * @param {any} json
 */
function creationOptions(json) {
  const known = /** @type {any} */ (PublicKeyCredential).parseCreationOptionsFromJSON;
  if (known) return known.call(PublicKeyCredential, json);
  return {
    ...json,
    challenge: bytes(json.challenge),
    user: withBytes(json.user),
    excludeCredentials: (json.excludeCredentials ?? []).map(withBytes),
  };
}

/**
 * What the server reads. Some password managers hand out credentials whose `toJSON` throws.
 * @param {any} credential
 */
function answerOf(credential) {
  try {
    return credential.toJSON();
  } catch {
    const { response } = credential;
    return {
      id: credential.id,
      rawId: base64url(credential.rawId),
      type: credential.type,
      response: {
        clientDataJSON: base64url(response.clientDataJSON),
        attestationObject: base64url(response.attestationObject),
        authenticatorData: base64url(response.authenticatorData ?? response.getAuthenticatorData?.()),
        signature: base64url(response.signature),
        userHandle: base64url(response.userHandle),
        transports: response.getTransports?.() ?? [],
      },
    };
  }
}

/** @param {HTMLFormElement} form @param {string} name */
function field(form, name) {
  const found = form.elements.namedItem(name);
  if (found instanceof HTMLInputElement) return found;
  throw new Error(`the form has no field ${name}`);
}

/** @param {HTMLFormElement} form */
function formBody(form) {
  const body = new URLSearchParams();
  for (const [name, value] of new FormData(form)) body.append(name, String(value));
  return body;
}

/** @param {any} options @param {boolean} creates */
function ask(options, creates) {
  return creates
    ? navigator.credentials.create({ publicKey: creationOptions(options) })
    : navigator.credentials.get({ publicKey: requestOptions(options) });
}

/** @param {HTMLFormElement} form */
function offer(form) {
  const place = form.querySelector("[data-words]");
  /** @param {string} which */
  const say = (which) => {
    const words = place?.querySelector("p");
    if (!(place instanceof HTMLElement) || !words) return;
    words.textContent = place.dataset[which] ?? "";
    place.hidden = false;
  };
  const usable = window.isSecureContext && "PublicKeyCredential" in window;
  if (!usable) say("unsupported");
  let asking = false;
  let answered = false;
  /** On its way, with the answer or without. @param {HTMLElement | null} by */
  const go = (by) => {
    if (!form.hasAttribute("data-live-form")) return form.submit();
    answered = true;
    form.removeAttribute("data-sent");
    form.requestSubmit(by);
  };

  form.addEventListener("submit", async (event) => {
    if (event.submitter?.hasAttribute("data-plain")) return;
    if (answered) {
      answered = false;
      return;
    }
    event.preventDefault();
    if (asking) return;
    if (!usable) return say("unsupported");
    const by = event.submitter;
    asking = true;
    form.setAttribute("data-asking", "");
    say("waiting");
    try {
      const answer = await fetch(form.dataset.options ?? "", {
        method: "POST",
        body: formBody(form),
        headers: { accept: "application/json" },
      });
      // The page that answers the form says why there is no challenge.
      if (!answer.ok) return go(by);
      const { ceremony, options } = await answer.json();
      const credential = await ask(options, form.dataset.passkey === "create");
      if (!credential) return say("cancelled");
      field(form, "ceremony").value = ceremony;
      field(form, "response").value = JSON.stringify(answerOf(credential));
      go(by);
    } catch (error) {
      // A person who cancels, and one who lets the time pass, look alike on purpose (§14.5.1).
      const name = error instanceof Error || error instanceof DOMException ? error.name : "";
      if (name === "NotAllowedError" || name === "AbortError") say("cancelled");
      else if (error instanceof TypeError) say("offline");
      else say("failed");
    } finally {
      asking = false;
      form.removeAttribute("data-asking");
    }
  });
}

/**
 * Makes the forms of a part of the page ask for the passkey; for parts that are drawn later too.
 * @param {ParentNode} part
 */
export function offerPasskeys(part) {
  for (const form of part.querySelectorAll("form[data-passkey]")) {
    if (form instanceof HTMLFormElement) offer(form);
  }
}

offerPasskeys(document);
