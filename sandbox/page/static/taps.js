/* Buttons that were tapped turn until the bot has answered the tap, as on Telegram. */

const LIMIT = 15000; // milliseconds after which a button stops waiting for the bot

const times = (data, taps = []) => taps.filter((answered) => answered === data).length;

/** The taps of one chat. The server lists, for each message, the data of the taps already answered. */
export class Taps {
  #answered = new Map();
  #waiting = new Set();

  /** Let a button turn while `send()` tells the server; that resolves to whether it worked. */
  async start(node, messageId, data, send) {
    if (node.classList.contains("busy")) return;
    node.classList.add("busy");
    node.setAttribute("aria-busy", "true");
    const tap = { messageId, data, before: times(data, this.#answered.get(messageId)) };
    tap.stop = () => {
      node.classList.remove("busy");
      node.removeAttribute("aria-busy");
      this.#waiting.delete(tap);
    };
    this.#waiting.add(tap);
    const sent = await send();
    setTimeout(tap.stop, sent ? LIMIT : 0);
  }

  /** Stop the buttons whose taps these messages show as answered. */
  settle(messages) {
    for (const { message_id: id, answered_taps: taps } of messages) {
      this.#answered.set(id, taps);
      for (const tap of [...this.#waiting])
        if (tap.messageId === id && times(tap.data, taps) > tap.before) tap.stop();
    }
  }
}
