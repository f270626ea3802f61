/* Telegram text with entities → DOM: one block a line, each with its own direction. */
import { element } from "./dom.js";

const RIGHT_TO_LEFT =
  /[\u200f\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u;
const STRONG = /[\p{L}\u200e\u200f]/u;
const ISOLATE = /[\u2066-\u2068][^\u2066-\u2069]*\u2069/gu;

/** First-strong direction of a line as Telegram finds it: what stands in isolates does not count. */
export function direction(line) {
  let rest = line;
  for (let before = ""; before !== rest; ) {
    before = rest;
    rest = rest.replace(ISOLATE, "");
  }
  const strong = rest.match(STRONG)?.[0];
  if (!strong) return "";
  return RIGHT_TO_LEFT.test(strong) ? "rtl" : "ltr";
}

/** Set an element's direction. HTML's dir=auto also counts isolated text, so lines with isolates get ours. */
export function orient(node, line) {
  node.dir = /[\u2066-\u2068]/.test(line) ? direction(line) || "ltr" : "auto";
  return node;
}

const PLAIN = {
  bold: "strong",
  italic: "em",
  underline: "u",
  strikethrough: "s",
  code: "code",
  cashtag: "span",
};
const BLOCKS = { pre: "pre", blockquote: "blockquote", expandable_blockquote: "blockquote" };
const SAFE_LINK = /^(https?|mailto|tel|tg):/i;

function link(address, label) {
  const url = /^[a-z][a-z0-9+.-]*:/i.test(address) ? address : `https://${address}`;
  if (!SAFE_LINK.test(url)) return element("span");
  return element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: label ?? "" });
}

function spoiler() {
  const node = element("button", { type: "button", className: "spoiler", title: "Anzeigen" });
  node.addEventListener("click", () => node.classList.add("open"));
  return node;
}

function command(text) {
  const node = element("button", { type: "button", className: "command" });
  node.dataset.say = text;
  return node;
}

function wrapper(entity, text) {
  switch (entity.type) {
    case "text_link":
      return link(entity.url, entity.url);
    case "url":
      return link(text);
    case "email":
      return link(`mailto:${text}`);
    case "phone_number":
      return link(`tel:${text.replace(/[^+\d]/g, "")}`);
    case "bot_command":
      return command(text);
    case "spoiler":
      return spoiler();
    default:
      return element(PLAIN[entity.type] ?? "span");
  }
}

/** Fill `parent` with text[start, end), nesting the (sorted) entities that reach into it. */
function fill(parent, text, start, end, entities) {
  let at = start;
  entities.forEach((entity, index) => {
    const from = Math.max(entity.offset, start);
    const to = Math.min(entity.offset + entity.length, end);
    if (from < at || from >= to) return;
    parent.append(text.slice(at, from));
    const whole = text.slice(entity.offset, entity.offset + entity.length);
    const node = wrapper(entity, whole);
    fill(node, text, from, to, entities.slice(index + 1));
    parent.append(node);
    at = to;
  });
  parent.append(text.slice(at, end));
}

/** Render `text` with Telegram's entities (UTF-16 offsets, as JavaScript counts) into a div of lines. */
export function rich(text, entities = []) {
  const sorted = [...entities].sort((a, b) => a.offset - b.offset || b.length - a.length);
  const blocks = sorted.filter((entity) => entity.type in BLOCKS);
  const inline = sorted.filter((entity) => !(entity.type in BLOCKS));
  const root = element("div", { className: "text", lang: "" });
  const containers = new Map();
  let start = 0;
  for (const line of text.split("\n")) {
    const end = start + line.length;
    const block = blocks.find((b) => b.offset <= start && start < b.offset + b.length);
    const container = block ? (containers.get(block) ?? element(BLOCKS[block.type])) : root;
    if (block && !containers.has(block)) root.append(container);
    containers.set(block, container);
    const node = orient(element("div", { className: "line" }), line);
    if (line) fill(node, text, start, end, inline);
    else node.append(element("br"));
    container.append(node);
    start = end + 1;
  }
  return root;
}
