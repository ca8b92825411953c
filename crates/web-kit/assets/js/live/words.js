// @ts-check
// Words that a page brings for its scripts, in its language.
// Markup: <ul hidden data-words-for-scripts><li data-word="name">Words with {n}</li></ul>

/** @returns {(name: string, values?: Record<string, string | number>) => string} */
export function readWords() {
  /** @type {Map<string, string>} */
  const words = new Map();
  for (const element of document.querySelectorAll("[data-word]")) {
    if (element instanceof HTMLElement) words.set(element.dataset.word ?? "", element.textContent ?? "");
  }
  return (name, values = {}) => {
    let text = words.get(name) ?? "";
    for (const [key, value] of Object.entries(values)) text = text.replaceAll(`{${key}}`, String(value));
    return text;
  };
}
