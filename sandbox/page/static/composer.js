/* Where one writes: the text field that grows, the commands of the bot, and things to attach. */
import { byId, element } from "./dom.js";
import { menu } from "./menu.js";

const TALLEST = 160; // pixels

export class Composer {
  #field = byId("text");
  #form = byId("composer");
  #offered = "";

  /** `say(text)` sends what was written, `send(kind)` a photo, voice, sticker or contact. */
  constructor({ say, send }) {
    this.say = say;
    menu(byId("commands"), byId("commands-menu"));
    menu(byId("attach"), byId("attach-menu"));
    for (const button of byId("attach-menu").children)
      button.addEventListener("click", () => {
        send(button.dataset.kind);
        this.focus();
      });
    this.#field.addEventListener("input", () => this.#grow());
    this.#field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#form.requestSubmit();
    });
    this.#form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.#submit();
    });
  }

  get text() {
    return this.#field.value;
  }

  write(text) {
    this.#field.value = text;
    this.#grow();
  }

  /** Say whose text it is, or what the bot would like to read there. */
  address(name, wish) {
    this.#field.placeholder = wish || `Nachricht als \u2068${name}\u2069`;
  }

  /** Go on writing; not on a touch screen, where the keyboard would cover the answer. */
  focus() {
    if (matchMedia("(hover: hover)").matches) this.#field.focus();
  }

  #submit() {
    const { text } = this;
    if (!text.trim()) return;
    this.write("");
    this.focus();
    this.say(text);
  }

  #grow() {
    this.#field.style.height = "auto";
    this.#field.style.height = `${Math.min(this.#field.scrollHeight, TALLEST)}px`;
    this.#form.classList.toggle("filled", this.text.trim() !== "");
  }

  /** Show the bot's commands in the menu; no commands, no menu. */
  offer(commands) {
    const offered = JSON.stringify(commands);
    if (offered === this.#offered) return;
    this.#offered = offered;
    byId("commands-holder").hidden = !commands.length;
    byId("commands-menu").replaceChildren(...commands.map((command) => this.#entry(command)));
  }

  #entry({ command, description }) {
    const button = element(
      "button",
      { type: "button" },
      element("span", { className: "description", dir: "auto", lang: "" }, description),
      element("code", {}, `/${command}`),
    );
    button.addEventListener("click", () => {
      this.say(`/${command}`);
      this.focus();
    });
    return button;
  }
}
