// @ts-check
// What is written during the call: chat and captions. Lines that come are added to the list that the
// server drew; the whole list is drawn again at the next look.
// Markup: form[data-say=chat|caption] with a field [name=text]; ul[data-lines] with data-operator,
// data-citizen, data-caption; the list is announced politely.

/** @param {string} who @param {string} text */
export function add(who, text) {
  const lines = document.querySelector("[data-lines]");
  if (!(lines instanceof HTMLElement)) return;
  const line = document.createElement("li");
  const from = document.createElement("strong");
  from.textContent = lines.getAttribute(`data-${who}`) ?? "";
  line.append(from, " ", document.createTextNode(text));
  lines.append(line);
  lines.hidden = false;
  document.querySelector("[data-no-lines]")?.remove();
  line.scrollIntoView({ block: "nearest" });
}

/** @param {(kind: string, text: string) => boolean} say whether it could be said */
export function offerTalk(say) {
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || !form.dataset.say || event.defaultPrevented) return;
    const field = form.elements.namedItem("text");
    if (!(field instanceof HTMLInputElement) && !(field instanceof HTMLTextAreaElement)) return;
    const text = field.value.trim();
    // Without a connection the form goes its own way, and the server keeps the words.
    if (!text || !say(form.dataset.say, text)) return;
    event.preventDefault();
    form.removeAttribute("data-sent");
    field.value = "";
    field.focus();
  });
}
