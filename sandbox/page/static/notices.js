/* What is said in passing, and what the bot answers to a tap. */
import { byId, element } from "./dom.js";

const SHOWN = 3500; // milliseconds
let fading;

/** Say something for a few seconds. */
export function notice(text) {
  byId("toast").replaceChildren(element("span", { dir: "auto" }, text));
  clearTimeout(fading);
  fading = setTimeout(() => byId("toast").replaceChildren(), SHOWN);
}

/** Show the bot's answer to a tap: in passing, or as a dialog when it insists. */
export function answer({ text, show_alert: insistent }) {
  if (!insistent) {
    notice(text);
    return;
  }
  byId("alert-text").textContent = text;
  if (!byId("alert").open) byId("alert").showModal();
}
