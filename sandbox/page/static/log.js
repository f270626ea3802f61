/* The conversation of one person: keeps bubbles in order, days apart, and the reader's place. */
import { bubble, clock, fromBot } from "./bubble.js";
import { element } from "./dom.js";

const NEAR = 60; // pixels from the end that still count as reading the newest

const dayOf = (message) => new Date(message.date * 1000).toDateString();

function dayName(message) {
  const date = new Date(message.date * 1000);
  const days = Math.round((new Date().setHours(0, 0, 0, 0) - new Date(date).setHours(0, 0, 0, 0)) / 864e5);
  if (days === 0) return "Heute";
  if (days === 1) return "Gestern";
  return date.toLocaleDateString("de-DE", { day: "numeric", month: "long", year: "numeric" });
}

export class Log {
  #nodes = new Map();
  #sources = new Map();
  #place = null; // scroll position to come back to; null is the end
  #typing = element("div", { className: "message bot typing", hidden: true });

  /** `actions` as for bubble(), but `tap(node, messageId, data)`; `moved()` after every scroll. */
  constructor(actions, name) {
    this.actions = actions;
    this.messages = new Map();
    const dots = [1, 2, 3].map(() => element("span"));
    this.#typing.append(element("div", { className: "bubble" }, ...dots));
    this.#typing.setAttribute("aria-hidden", "true");
    this.list = element("div", { className: "list" }, this.#typing);
    this.node = element("div", { className: "log", role: "log", tabIndex: 0, hidden: true }, this.list);
    this.node.setAttribute("aria-live", "polite");
    this.node.setAttribute("aria-label", `Unterhaltung als ${name}`);
    this.node.addEventListener("scroll", () => this.actions.moved(), { passive: true });
    new ResizeObserver(() => this.#keepPlace()).observe(this.node);
  }

  get atEnd() {
    return this.node.hidden ? this.#place === null : this.#distance < NEAR;
  }

  get #distance() {
    return this.node.scrollHeight - this.node.scrollTop - this.node.clientHeight;
  }

  get newest() {
    return [...this.messages.values()].at(-1);
  }

  show() {
    this.node.hidden = false;
    this.node.scrollTop = this.#place ?? this.node.scrollHeight;
  }

  hide() {
    this.#place = this.atEnd ? null : this.node.scrollTop;
    this.node.hidden = true;
  }

  toEnd(behavior = "instant") {
    this.#place = null;
    this.node.scrollTo({ top: this.node.scrollHeight, behavior });
  }

  #keepPlace() {
    if (!this.node.hidden && this.#place === null) this.node.scrollTop = this.node.scrollHeight;
  }

  /** Remember whether the reader follows the end; called on scroll. */
  notePlace() {
    if (!this.node.hidden) this.#place = this.#distance < NEAR ? null : this.node.scrollTop;
  }

  /**
   * Take new, edited and deleted messages; return the messages that were not there before.
   * With `whole`, what is missing from `messages` is gone.
   */
  update({ messages, deleted, typing }, whole) {
    const follow = this.atEnd;
    const gone = new Set(deleted);
    if (whole) {
      const kept = new Set(messages.map((message) => message.message_id));
      for (const id of this.messages.keys()) if (!kept.has(id)) gone.add(id);
    }
    for (const id of gone) this.#remove(id);
    const fresh = messages.filter((message) => this.#put(message));
    this.#typing.hidden = !typing;
    if (fresh.length || gone.size) this.#separateDays();
    if (follow || fresh.some((message) => !fromBot(message))) this.toEnd();
    return fresh;
  }

  #remove(id) {
    this.#nodes.get(id)?.remove();
    for (const kept of [this.#nodes, this.#sources, this.messages]) kept.delete(id);
  }

  #put(message) {
    const id = message.message_id;
    const source = JSON.stringify({ ...message, version: 0, answered_taps: [] });
    if (this.#sources.get(id) === source) return false;
    const tap = (node, data) => this.actions.tap(node, id, data);
    const node = bubble(message, { ...this.actions, tap });
    const before = this.#nodes.get(id);
    this.#nodes.set(id, node);
    this.#sources.set(id, source);
    this.messages.set(id, message);
    if (before) this.#replace(before, node);
    else this.#insert(node, id);
    return !before;
  }

  /** A person at the keyboard stays where they were although the element is a new one. */
  #replace(before, node) {
    const focused = before.contains(document.activeElement);
    before.replaceWith(node);
    if (focused) (node.querySelector("button, a") ?? this.node).focus({ preventScroll: true });
  }

  #insert(node, id) {
    const later = [...this.#nodes.keys()].filter((other) => other > id);
    const next = later.length ? this.#nodes.get(Math.min(...later)) : this.#typing;
    this.list.insertBefore(node, next);
  }

  /** Marks that still fit stay in place, so that screen readers do not hear them again. */
  #separateDays() {
    const fitting = new Set();
    let day = null;
    for (const id of [...this.messages.keys()].sort((a, b) => a - b)) {
      const message = this.messages.get(id);
      if (dayOf(message) === day) continue;
      day = dayOf(message);
      const node = this.#nodes.get(id);
      if (!node.previousElementSibling?.matches(".day"))
        node.before(element("div", { className: "day" }, element("span", {}, dayName(message))));
      fitting.add(node.previousElementSibling);
    }
    for (const mark of this.list.querySelectorAll(".day")) if (!fitting.has(mark)) mark.remove();
  }

  /** When the newest message came, as a clock time; empty without one. */
  get time() {
    return this.newest ? clock(this.newest.date) : "";
  }
}
