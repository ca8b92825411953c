// @ts-check
// Looks again, every second and for a while, whether the services have been told that a session
// ended, and puts the list that came in place of the one shown. Without it the link does.
// Markup: [data-told=waiting|done][data-from][data-tries] with, inside, [role=status]

const EVERY_MS = 1000;

const list = document.querySelector("[data-told=waiting]");
if (list instanceof HTMLElement) follow(list, Number(list.dataset.tries));

/** @param {HTMLElement} list @param {number} tries */
function follow(list, tries) {
  if (list.dataset.told !== "waiting" || tries <= 0) return;
  setTimeout(async () => {
    const next = await look(list.dataset.from ?? "");
    if (next === null) return follow(list, tries - 1);
    replace(list, next);
    follow(list, tries - 1);
  }, EVERY_MS);
}

/** @param {string} from @returns {Promise<Element | null>} */
async function look(from) {
  try {
    const answer = await fetch(from, { headers: { accept: "text/html" } });
    if (!answer.ok) return null;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    return page.querySelector("[data-told]");
  } catch {
    return null;
  }
}

/**
 * The region that is read out stays where it is; only what is in it changes, and only if it did.
 * @param {HTMLElement} list @param {Element} next
 */
function replace(list, next) {
  const [here, there] = [list, next].map((one) => one.querySelector("[role=status]"));
  if (here && there && here.innerHTML !== there.innerHTML) here.replaceChildren(...there.children);
  list.dataset.told = next.getAttribute("data-told") ?? "done";
  if (list.dataset.told !== "waiting") list.querySelector(":scope > p")?.remove();
}
