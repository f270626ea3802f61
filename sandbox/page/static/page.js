/* The page: who is chatting, what the server says, and what is done with it. */
import * as api from "./api.js";
import { fromBot } from "./bubble.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { Keyboard, NO_KEYS } from "./keyboard.js";
import { Log } from "./log.js";
import { menu } from "./menu.js";
import { answer, notice } from "./notices.js";
import { People, firstFreeUser, newPersonDialog, paintAvatar, remembered } from "./people.js";
import { Taps } from "./taps.js";

const HOLD = 25; // seconds the server may keep a question for news open
const SWEEP = 2500; // milliseconds between looks at the chats in the background
const SHORTEST_RETRY = 500; // milliseconds
const LONGEST_RETRY = 4000;

const chats = new Map();
let current = null;
let polling = null;
let online = true;

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function setOnline(now) {
  online = now;
  // Whoever answers next may be another server that has seen none of this.
  if (!now) for (const chat of chats.values()) chat.stale = true;
  byId("banner").textContent = now ? "" : "Verbindung unterbrochen – neuer Versuch …";
  drawHead();
}

/** Run something the person asked for; say calmly when it did not work. Return whether it did. */
async function attempt(action) {
  try {
    await action();
    return true;
  } catch (error) {
    if (error instanceof api.ConnectionLost) setOnline(false);
    notice(error instanceof api.Refused ? error.message : "Nicht gesendet: keine Verbindung");
    return false;
  }
}

// --- people and their chats --------------------------------------------------------------------

function meet(person) {
  const known = chats.get(person.user);
  if (known) return known;
  const chat = { person, loaded: false, stale: false, version: 0, unread: 0, missed: 0, draft: "" };
  Object.assign(chat, { commands: [], keyboard: NO_KEYS });
  chat.taps = new Taps();
  const actions = { notice, moved: () => moved(chat), tap: (node, id, data) => tap(chat, node, id, data) };
  chat.log = new Log(actions, person.first_name);
  byId("logs").prepend(chat.log.node);
  chats.set(person.user, chat);
  people.draw(chat, false);
  return chat;
}

function choose(user) {
  const chat = chats.get(user);
  if (chat === current) return;
  if (current) {
    current.draft = composer.text;
    current.log.hide();
    people.draw(current, false);
  }
  current = chat;
  chat.unread = 0;
  chat.log.show();
  composer.write(chat.draft);
  composer.offer(chat.commands);
  draw(chat);
  introduceBot();
  follow(chat);
}

function moved(chat) {
  chat.log.notePlace();
  if (chat.log.atEnd) chat.missed = 0;
  if (chat === current) drawJump();
}

// --- drawing -----------------------------------------------------------------------------------

function draw(chat) {
  people.draw(chat, chat === current);
  drawHead();
  if (chat !== current) return;
  const empty = chat.loaded && chat.log.messages.size === 0;
  byId("empty").hidden = !empty;
  byId("start").hidden = !empty || chat.blocked;
  byId("unblock").hidden = !chat.blocked;
  byId("composer").hidden = Boolean(chat.blocked);
  keyboard.show(chat.blocked ? NO_KEYS : chat.keyboard);
  composer.address(chat.person.first_name, chat.keyboard.placeholder);
  byId("block").textContent = chat.blocked ? "Bot entsperren" : "Bot blockieren";
  paintAvatar(byId("own-avatar"), chat.person);
  drawJump();
}

function drawHead() {
  const status = byId("status");
  const typing = online && current?.typing;
  const newest = current?.log.newest;
  const idle = newest && !fromBot(newest) ? "wartet auf Antwort …" : "Bot";
  status.textContent = !online ? "verbindet …" : typing ? "schreibt …" : idle;
  status.classList.toggle("active", Boolean(typing));
  const unread = [...chats.values()].reduce((sum, chat) => sum + chat.unread, 0);
  byId("other-unread").hidden = !unread;
  byId("other-unread").textContent = unread;
}

function drawJump() {
  byId("newest").hidden = current.log.atEnd;
  byId("missed").hidden = !current.missed;
  byId("missed").textContent = current.missed;
}

// --- news from the server ----------------------------------------------------------------------

function take(chat, changes) {
  const news = chat.loaded && !chat.stale;
  const fresh = chat.log.update(changes, chat.stale).filter(fromBot);
  const { version, typing, commands, keyboard: keys } = changes;
  Object.assign(chat, { version, typing, commands, keyboard: keys, loaded: true, stale: false });
  chat.taps.settle(changes.messages);
  if (chat === current) {
    composer.offer(chat.commands);
    if (!chat.log.atEnd) chat.missed += fresh.length;
    if (news) changes.alerts.forEach(answer);
  } else if (news) chat.unread += fresh.length;
  draw(chat);
}

async function look(chat, wait, signal) {
  const after = chat.stale ? 0 : chat.version;
  const changes = await api.changes(chat.person.user, after, wait, signal);
  if (changes.version >= after) return take(chat, changes);
  chat.stale = true;
  return look(chat, 0, signal);
}

/** Keep asking for one chat's news until another chat is chosen. */
async function follow(chat) {
  polling?.abort();
  polling = new AbortController();
  const { signal } = polling;
  let wait = 0;
  let delay = SHORTEST_RETRY;
  while (!signal.aborted) {
    try {
      await look(chat, wait, signal);
      if (!online) setOnline(true);
      wait = HOLD;
      delay = SHORTEST_RETRY;
    } catch (error) {
      if (signal.aborted) return;
      console.debug(error);
      setOnline(false);
      await pause(delay);
      delay = Math.min(delay * 2, LONGEST_RETRY);
      wait = 0;
    }
  }
}

/** Look after everybody else: unread counts, and people whom others have added. */
async function sweep() {
  await introduceBot();
  for (const person of await api.people()) {
    const chat = meet(person);
    if (chat !== current) await look(chat, 0);
  }
}

async function keepSweeping() {
  for (;;) {
    await pause(SWEEP);
    if (online) await sweep().catch((error) => console.debug(error));
  }
}

// --- what the person does ----------------------------------------------------------------------

/** Send a text; what could not be sent goes back to where it was written. */
async function say(text) {
  const chat = current;
  chat.log.toEnd();
  if (await attempt(() => api.say(chat.person, text))) return;
  if (chat !== current) chat.draft ||= text;
  else if (!composer.text) composer.write(text);
}

function tap(chat, node, messageId, data) {
  return chat.taps.start(node, messageId, data, () =>
    attempt(() => api.tap(chat.person.user, messageId, data)),
  );
}

async function press(text) {
  current.log.toEnd();
  await attempt(() => api.press(current.person.user, text));
  composer.focus();
}

async function setBlocked(blocked) {
  const chat = current;
  if (!(await attempt(() => api.block(chat.person.user, blocked)))) return;
  chat.blocked = blocked;
  draw(chat);
}

function openDrawer(open) {
  document.body.classList.toggle("drawer", open);
  byId("switch").setAttribute("aria-expanded", String(open));
  byId("chat").inert = open;
  if (open) people.focus();
}

const people = new People({
  choose,
  enter: () => {
    openDrawer(false);
    composer.focus();
  },
});
const composer = new Composer({
  say,
  send: (kind) => attempt(() => api.media(current.person, kind)),
});
const keyboard = new Keyboard(press);

function wire() {
  newPersonDialog(
    () => firstFreeUser(chats.keys()),
    (person) => {
      meet(person);
      choose(person.user);
      openDrawer(false);
      composer.focus();
    },
  );
  menu(byId("more"), byId("more-menu"));
  byId("block").addEventListener("click", () => setBlocked(!current.blocked));
  byId("unblock").addEventListener("click", () => setBlocked(false));
  byId("start").addEventListener("click", () => {
    say("/start");
    composer.focus();
  });
  byId("newest").addEventListener("click", () => {
    const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
    current.log.toEnd(calm ? "instant" : "smooth");
  });
  byId("logs").addEventListener("click", (event) => {
    const command = event.target.closest("[data-say]");
    if (command) say(command.dataset.say);
  });
  byId("switch").addEventListener("click", () => openDrawer(true));
  byId("shade").addEventListener("click", () => openDrawer(false));
  matchMedia("(min-width: 48rem)").addEventListener("change", () => openDrawer(false));
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !document.body.classList.contains("drawer")) return;
    openDrawer(false);
    byId("switch").focus();
  });
}

/** Name and describe the bot as the current person sees it. */
async function introduceBot() {
  const { person } = current;
  try {
    const { name, description } = await api.bot(person.language_code ?? "");
    if (person !== current.person) return;
    byId("bot-name").textContent = name;
    byId("description").textContent = description ?? "Noch keine Nachrichten";
    document.title = `${name} – Chat`;
  } catch (error) {
    console.debug(error); // follow() says it when the server is gone
  }
}

/** Everybody the server knows, under the names given on this computer. */
async function everybody() {
  const added = new Map(remembered().map((person) => [person.user, person]));
  const known = await api.people();
  return new Map([...known.map((person) => [person.user, person]), ...added]).values();
}

async function begin() {
  wire();
  for (const person of await everybody()) meet(person);
  const asked = Number(new URLSearchParams(location.search).get("user"));
  const user = Number.isSafeInteger(asked) && asked > 0 ? asked : (chats.keys().next().value ?? 1);
  choose(meet({ user, first_name: `Person ${user}`, language_code: null }).person.user);
  keepSweeping();
}

begin();
