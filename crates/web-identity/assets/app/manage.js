// @ts-check
// "Gestiones": this phone, my data, the unlock code, and links to what else there is.

import { newCode } from "./activate.js";
import * as push from "./push.js";
import { app, attempt, forget, go, look, screen, signed } from "./router.js";
import { button, form, mistake, moment, reveal, say, show, value, words, write } from "./view.js";

/** If this phone is an active device, after looking. */
async function active() {
  if (!app.signer) return false;
  if (!app.state) await look();
  return app.state.device.state === "active";
}

screen("manage", async () => {
  const is = await active();
  const root = show("manage");
  for (const link of root.querySelectorAll("[data-active]")) /** @type {HTMLElement} */ (link).hidden = !is;
  if (!is) return;
  reveal(root, "code-only", app.state.device.unlock === "code");
  button(root, "push", () => push.start(root, () => go("manage")));
  button(root, "push-stop", () => push.stop(() => go("manage")));
  reveal(root, "push", await push.offered());
  reveal(root, "push-on", await push.isOn());
});

screen("data", async () => {
  if (!(await active())) return go("home");
  const { person } = app.state;
  const root = show("data");
  write(root, "name", person.given_name);
  write(root, "number", person.number);
  return write(root, "registration", words(`registration-${person.registration}`));
});

screen("device", async () => {
  if (!(await active())) return go("home");
  const { device } = app.state;
  const root = show("device-info");
  write(root, "device-name", device.name);
  write(root, "since", moment(device.activated_at));
  write(root, "by", words(`by-${device.by}`));
  write(root, "unlock", words(`unlock-${device.unlock}`));
  return write(root, "device-level", words(`level-${device.level}`));
});

screen("deactivate", async () => {
  if (!(await active())) return go("home");
  const root = show("deactivate");
  return button(root, "deactivate", () =>
    attempt(async () => {
      await signed("POST", "/device/deactivate", {});
      await forget();
      await go("lost", "deactivated");
    }),
  );
});

screen("change-code", async () => {
  if (!(await active())) return go("home");
  const root = show("change-code");
  form(root, "change-code", (form) => {
    const current = value(form, "current-code");
    if (!current) return mistake(form, "current-code", words("new-code-shape"));
    const next = newCode(form, "next-code", "next-code-2");
    if (!next) return undefined;
    return attempt(
      async () => {
        await signed("POST", "/device/unlock-code", { current, new: next });
        await go("manage");
        say(words("change-done"));
      },
      ({ word, body }) => {
        if (word === "wrong_unlock_code") mistake(form, "current-code", words("unlock-wrong", { left: body.left }));
        else if (word === "unlock_code") mistake(form, "next-code", words(body.why === "shape" ? "new-code-shape" : "new-code-easy"));
        else return false;
        return true;
      },
    );
  });
  return undefined;
});
