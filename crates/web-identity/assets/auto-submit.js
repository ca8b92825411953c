// @ts-check
// Sends the form that carries an answer back to a relying party. Without it the button does.

const form = document.querySelector("form[data-auto-submit]");
if (form instanceof HTMLFormElement) form.requestSubmit();
