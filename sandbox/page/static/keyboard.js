/* The keys below the chat that the bot has put there: each sends its text, or the person's own number. */
import { aside, byId, element } from "./dom.js";
import { orient } from "./text.js";

const PHONE = "📱";
export const NO_KEYS = { rows: [], resized: true, placeholder: "" };

/** `press()` when the key is used. A key that gives the number away says so, also to screen readers. */
function keyOf({ text, contact }, press) {
  const label = orient(element("span", { className: "label", lang: "" }, text), text);
  const node = element("button", { type: "button", className: "key" }, label);
  if (contact) {
    if (!text.includes(PHONE)) label.prepend(`${PHONE} `);
    node.append(aside(" (sendet Ihre Telefonnummer)"));
  }
  node.addEventListener("click", press);
  return node;
}

export class Keyboard {
  #node = byId("keys");
  #shown = "";

  /** `press(text)` sends what the key stands for; resolves when the server knows. */
  constructor(press) {
    this.press = press;
  }

  /** Show the keys of a chat; without rows there are none. Keys that stand there already stay. */
  show({ rows, resized }) {
    const shown = JSON.stringify([rows, resized]);
    if (shown === this.#shown) return;
    this.#shown = shown;
    this.#node.hidden = !rows.length;
    this.#node.classList.toggle("tall", !resized);
    this.#node.replaceChildren(...rows.map((row) => this.#row(row)));
  }

  #row(keys) {
    const nodes = keys.map((key) => keyOf(key, () => this.#use(key.text)));
    return element("div", { className: "row" }, ...nodes);
  }

  /** Nobody presses twice by mistake while the first press is on its way. */
  async #use(text) {
    this.#node.inert = true;
    await this.press(text);
    this.#node.inert = false;
  }
}
