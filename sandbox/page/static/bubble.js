/* One message as the element people see: bubble, attachments, time and the keyboard below. */
import { aside, copy, element, icon } from "./dom.js";
import { direction, orient, rich } from "./text.js";

const MEDIA = {
  photo: ["image", "Foto"],
  voice: ["mic", "Sprachnachricht"],
  audio: ["mic", "Audio"],
  sticker: ["smile", "Sticker"],
  video: ["image", "Video"],
  video_note: ["image", "Videonachricht"],
  animation: ["image", "GIF"],
  document: ["file", "Datei"],
  contact: ["person", "Kontakt"],
  location: ["pin", "Standort"],
};

export const fromBot = (message) => message.from === "bot";

/** Name a message's content in a few words, for the list of people. */
export function summary(message) {
  if (message.text) return message.text.replace(/\s+/g, " ");
  if (message.document) return message.document.name;
  if (message.venue) return message.venue.title;
  return MEDIA[message.media]?.[1] ?? "Nachricht";
}

export const clock = (date) =>
  new Date(date * 1000).toLocaleTimeString("de-DE", { hour: "2-digit", minute: "2-digit" });

function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const [value, unit] = bytes < 1048576 ? [bytes / 1024, "KB"] : [bytes / 1048576, "MB"];
  return `${value.toLocaleString("de-DE", { maximumFractionDigits: 1 })} ${unit}`;
}

function documentCard({ name, size: bytes, url }) {
  const title = orient(element("span", { className: "title", lang: "" }, name), name);
  const ending = name.includes(".") ? name.split(".").pop().slice(0, 4) : "";
  return element(
    "a",
    { className: "card", href: url, download: name },
    element("span", { className: "badge" }, ending ? ending.toUpperCase() : icon("file")),
    element("span", { className: "about" }, title, element("small", {}, `${size(bytes)} · Herunterladen`)),
  );
}

function venueCard({ title, address, latitude, longitude }) {
  const place = `mlat=${latitude}&mlon=${longitude}#map=17/${latitude}/${longitude}`;
  return element(
    "a",
    {
      className: "card venue",
      href: `https://www.openstreetmap.org/?${place}`,
      target: "_blank",
      rel: "noopener noreferrer",
    },
    element("span", { className: "badge" }, icon("pin")),
    element(
      "span",
      { className: "about" },
      orient(element("span", { className: "title", lang: "" }, title), title),
      orient(element("small", { lang: "" }, address), address),
      element("small", { className: "hint" }, "Karte öffnen"),
    ),
  );
}

const PHOTO = { width: 320, height: 420 }; // pixels at most, on screens with room for them

/** The size is set before the picture is there, so that nothing moves when it comes. */
function photoCard({ url, width, height }) {
  const scale = Math.min(1, PHOTO.width / width, PHOTO.height / height);
  const picture = element("img", { className: "photo", alt: "Foto", src: url });
  picture.width = Math.max(1, Math.round(width * scale));
  picture.height = Math.max(1, Math.round(height * scale));
  return picture;
}

function contactCard({ name, phone }) {
  return element(
    "span",
    { className: "card contact" },
    element("span", { className: "badge" }, icon("person")),
    element(
      "span",
      { className: "about" },
      orient(element("span", { className: "title", lang: "" }, name), name),
      element("small", { dir: "ltr" }, phone),
    ),
  );
}

function mediaCard(kind) {
  const [symbol, name] = MEDIA[kind] ?? ["file", kind];
  return element("span", { className: `media ${kind}` }, icon(symbol), name);
}

function keyboardButton(button, actions) {
  const label = orient(element("span", { className: "label", lang: "" }, button.text), button.text);
  if (button.url) {
    const properties = { className: "key", href: button.url, target: "_blank", rel: "noopener noreferrer" };
    return element("a", properties, label, icon("open"), aside(" (öffnet einen neuen Tab)"));
  }
  const node = element("button", { type: "button", className: "key" }, label);
  if (button.copy !== undefined) {
    node.append(icon("copy"), aside(" (kopieren)"));
    node.addEventListener("click", async () => {
      await copy(button.copy);
      actions.notice("Kopiert");
    });
  } else {
    node.dataset.data = button.data;
    node.addEventListener("click", () => actions.tap(node, button.data));
  }
  return node;
}

function keyboard(rows, actions) {
  const node = element("div", { className: "keyboard" });
  for (const row of rows) {
    const keys = row.map((button) => keyboardButton(button, actions));
    node.append(element("div", { className: "row" }, ...keys));
  }
  return node;
}

function meta(message) {
  const node = element("span", { className: "meta" });
  if (message.edited) node.append(element("span", { className: "edited" }, "bearbeitet"));
  const time = element("time", { dateTime: new Date(message.date * 1000).toISOString() }, clock(message.date));
  node.append(time);
  return node;
}

/** Keep the last line clear of the time: beside it where the line ends left of it, else above. */
function makeRoom(text, bubble) {
  const last = text.lastElementChild;
  const above = !last.matches(".line") || direction(last.textContent) === "rtl";
  if (above) bubble.classList.add("roomy");
  else last.append(element("span", { className: "room" }));
}

/**
 * Build the element of one message.
 * `actions`: `tap(node, data)` for callback buttons, `notice(text)` for a passing note.
 */
export function bubble(message, actions) {
  const body = element("div", { className: "bubble" }, aside(fromBot(message) ? "Bot: " : "Sie: "));
  if (message.document) body.append(documentCard(message.document));
  if (message.venue) body.append(venueCard(message.venue));
  if (message.photo) body.append(photoCard(message.photo));
  else if (message.contact) body.append(contactCard(message.contact));
  else if (message.media) body.append(mediaCard(message.media));
  if (message.text) {
    const text = rich(message.text, message.entities);
    makeRoom(text, body);
    body.append(text);
  } else body.classList.add("roomy");
  body.append(meta(message));
  const side = fromBot(message) ? "bot" : "user";
  const node = element("article", { className: `message ${side}` }, body);
  if (message.edited) node.classList.add("changed");
  if (message.buttons?.length) node.append(keyboard(message.buttons, actions));
  node.dataset.id = message.message_id;
  return node;
}
