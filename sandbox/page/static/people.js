/* The people one can chat as: their list, their drawer on phones, and the form for a new one. */
import { byId, element } from "./dom.js";
import { summary } from "./bubble.js";

const STORE = "people";
const FIRST_USER = 1001;
/** People added on this computer; the server only knows those who have written. */
export function remembered() {
  try {
    return JSON.parse(localStorage.getItem(STORE)) ?? [];
  } catch {
    return [];
  }
}

export function remember(person) {
  const others = remembered().filter((other) => other.user !== person.user);
  try {
    localStorage.setItem(STORE, JSON.stringify([...others, person]));
  } catch {
    // Without storage the person is gone after a reload, which is all.
  }
}

/** German name of a language code, for example "Ukrainisch". */
export function languageName(code) {
  try {
    return new Intl.DisplayNames("de", { type: "language" }).of(code);
  } catch {
    return code;
  }
}

/** A round picture with the first letter, in one of eight colours. */
export function paintAvatar(node, { user, first_name: name }) {
  node.className = `avatar hue-${Math.abs(Number(user)) % 8}`;
  node.textContent = [...(name || "?")][0].toUpperCase();
  node.setAttribute("aria-hidden", "true");
  return node;
}

function row(chat) {
  const { person, log } = chat;
  const name = element("bdi", { className: "name", lang: "" }, person.first_name);
  const language = element("span", { className: "language" }, person.language_code ?? "–");
  language.title = person.language_code ? languageName(person.language_code) : "ohne Sprachangabe";
  const last = element("span", { className: "last", dir: "auto", lang: "" });
  last.textContent = chat.typing ? "schreibt …" : log.newest ? summary(log.newest) : "Noch keine Nachrichten";
  const unread = element("span", { className: "unread", hidden: !chat.unread }, String(chat.unread));
  unread.setAttribute("aria-label", `${chat.unread} ungelesen`);
  return [
    paintAvatar(element("span"), person),
    element("span", { className: "top" }, name, language, element("time", {}, log.time)),
    element("span", { className: "bottom" }, last, unread),
  ];
}

export class People {
  #list = byId("people-list");
  #rows = new Map();

  /** `choose(user)` when somebody is picked, `enter()` to go on writing as them. */
  constructor({ choose, enter }) {
    this.choose = choose;
    this.enter = enter;
    this.#list.addEventListener("keydown", (event) => this.#walk(event));
  }

  /** Draw one person's row, at its place or at the end. */
  draw(chat, selected) {
    const { user } = chat.person;
    const node = this.#rows.get(user) ?? this.#add(user);
    node.replaceChildren(...row(chat));
    node.setAttribute("aria-selected", String(selected));
    node.tabIndex = selected ? 0 : -1;
  }

  #add(user) {
    const node = element("li");
    node.setAttribute("role", "option");
    node.dataset.user = user;
    node.addEventListener("click", () => {
      this.choose(user);
      this.enter();
    });
    this.#rows.set(user, node);
    this.#list.append(node);
    return node;
  }

  #walk(event) {
    const rows = [...this.#list.children];
    const at = rows.indexOf(document.activeElement);
    const goals = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: rows.length - 1 };
    if (event.key === "Enter" || event.key === " ") {
      event.preventDefault();
      this.enter();
    } else if (event.key in goals) {
      event.preventDefault();
      const goal = rows[Math.max(0, Math.min(rows.length - 1, goals[event.key]))];
      goal.focus();
      this.choose(Number(goal.dataset.user));
    }
  }

  focus() {
    this.#list.querySelector("[tabindex='0']")?.focus();
  }
}

/** Wire the dialog for a new person; `added(person)` gets what was filled in. */
export function newPersonDialog(nextUser, added) {
  const dialog = byId("new-person");
  const form = dialog.querySelector("form");
  for (const option of form.language.options) {
    const code = option.value;
    if (!code) continue;
    option.value = code; // before the text changes, which would be the value otherwise
    option.textContent = `${languageName(code)} (${code})`;
  }
  byId("add-person").addEventListener("click", () => {
    form.reset();
    dialog.showModal();
  });
  dialog.querySelector(".cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    dialog.close();
    const person = { user: nextUser(), first_name: form.person.value.trim() };
    if (form.language.value) person.language_code = form.language.value;
    remember(person);
    added(person);
  });
}

export const firstFreeUser = (taken) => Math.max(FIRST_USER - 1, ...taken) + 1;
