// Keeps the list of messages fresh. Without it the page works; reload it by hand.
const POLL_MS = 1500;

/** The list as it stands: ids of all messages, newest first. */
const shown = () => [...document.querySelectorAll("#list article")].map((a) => a.getAttribute("data-id")).join();

const refresh = async () => {
  const answer = await fetch(location.href, { headers: { accept: "text/html" } });
  if (!answer.ok) return;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  for (const selector of ["#list", ".now"]) {
    const fresh = page.querySelector(selector);
    if (fresh) document.querySelector(selector)?.replaceChildren(...fresh.childNodes);
  }
};

const look = async () => {
  const query = new URLSearchParams(location.search);
  query.delete("lang");
  const answer = await fetch(`/messages.json?${query}`);
  if (!answer.ok) return;
  const ids = (await answer.json()).map((/** @type {{id: string}} */ message) => message.id).join();
  if (ids !== shown()) await refresh();
};

const loop = async () => {
  if (!document.hidden) await look().catch(() => {});
  setTimeout(loop, POLL_MS);
};
loop();
