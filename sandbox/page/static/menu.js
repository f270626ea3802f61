/* Buttons that open a small menu: arrows walk, Escape and a click elsewhere close. */

/** Let `button` open and close `panel`, whose items are its buttons. */
export function menu(button, panel) {
  const items = () => [...panel.querySelectorAll("button:not([hidden])")];

  function close() {
    panel.hidden = true;
    button.setAttribute("aria-expanded", "false");
  }

  function open() {
    panel.hidden = false;
    button.setAttribute("aria-expanded", "true");
    items()[0]?.focus();
  }

  function walk(event) {
    const steps = { ArrowDown: 1, ArrowUp: -1 };
    if (!(event.key in steps)) return;
    event.preventDefault();
    const all = items();
    const next = all.indexOf(document.activeElement) + steps[event.key];
    all[(next + all.length) % all.length]?.focus();
  }

  button.setAttribute("aria-controls", panel.id);
  close();
  button.addEventListener("click", () => (panel.hidden ? open() : close()));
  panel.addEventListener("keydown", walk);
  panel.addEventListener("click", (event) => {
    if (!event.target.closest("button")) return;
    close();
  });
  document.addEventListener("click", (event) => {
    if (!panel.contains(event.target) && !button.contains(event.target)) close();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || panel.hidden) return;
    close();
    button.focus();
  });
  panel.addEventListener("focusout", (event) => {
    if (event.relatedTarget && !panel.contains(event.relatedTarget)) close();
  });
}
