// @ts-check
// Counts the letters of a reason while it is typed, as the server does: spaces at the ends and runs
// of them do not count. Says once, politely, that it is enough.
// Markup: [data-counts=id][data-least][data-pattern="{n} of 20"] and [data-enough-for=id][data-enough]

/** @param {string} text */
const letters = (text) =>
  Array.from(
    text
      .split("\n")
      .map((line) => line.trim().replace(/\s+/g, " "))
      .join("\n")
      .trim(),
  ).length;

for (const counter of document.querySelectorAll("[data-counts]")) {
  if (!(counter instanceof HTMLElement)) continue;
  const id = counter.dataset.counts ?? "";
  const field = document.getElementById(id);
  const enough = document.querySelector(`[data-enough-for="${id}"]`);
  const least = Number(counter.dataset.least);
  const pattern = counter.dataset.pattern ?? "{n}";
  const count = () => {
    if (!(field instanceof HTMLTextAreaElement)) return;
    const typed = letters(field.value);
    counter.textContent = pattern.replace("{n}", String(typed));
    if (!(enough instanceof HTMLElement)) return;
    const words = typed >= least ? enough.dataset.enough ?? "" : "";
    if (enough.textContent !== words) enough.textContent = words;
  };
  field?.addEventListener("input", count);
  count();
}
