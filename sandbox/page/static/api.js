/* The control calls of the sandbox; every other module asks here. */

/** The server could not be reached or broke: worth trying again. */
export class ConnectionLost extends Error {}

/** The server understood and said no; the message is its reason. */
export class Refused extends Error {}

const PATIENCE = 10; // seconds beyond the time the server was asked to wait

async function call(path, { body, signal, wait = 0 } = {}) {
  const limits = [AbortSignal.timeout((wait + PATIENCE) * 1000)];
  if (signal) limits.push(signal);
  const request = { cache: "no-store", signal: AbortSignal.any(limits) };
  if (body) {
    request.method = "POST";
    request.headers = { "Content-Type": "application/json" };
    request.body = JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, request);
    if (response.ok) return await response.json();
  } catch (error) {
    throw new ConnectionLost(String(error));
  }
  if (response.status >= 500) throw new ConnectionLost(`${response.status}`);
  const reason = await response.json().catch(() => ({}));
  throw new Refused(reason.error ?? `${response.status}`);
}

export const people = () => call("/sandbox/people");

export const changes = (user, after, wait, signal) =>
  call(`/sandbox/changes/${user}?after=${after}&timeout=${wait}`, { signal, wait });

export const bot = (language) => call(`/sandbox/bot?language=${encodeURIComponent(language)}`);

/** Who speaks; the first message makes the server know them. */
const introduction = ({ user, first_name, language_code }) => ({ user, first_name, language_code });

export const say = (person, text) => call("/sandbox/say", { body: { ...introduction(person), text } });

export const media = (person, kind) => call("/sandbox/media", { body: { ...introduction(person), kind } });

export const tap = (user, messageId, data) =>
  call("/sandbox/tap", { body: { user, message_id: messageId, data } });

export const press = (user, text) => call("/sandbox/press", { body: { user, text } });

export const block = (user, blocked) => call("/sandbox/block", { body: { user, blocked } });
