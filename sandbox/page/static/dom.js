/* Building elements from values. Text always becomes a text node, never markup. */

/** Make an element; `properties` are DOM properties, `children` nodes or strings. */
export function element(name, properties = {}, ...children) {
  const node = Object.assign(document.createElement(name), properties);
  node.append(...children);
  return node;
}

const SVG = "http://www.w3.org/2000/svg";

/** Draw one symbol of the sprite in page.html. */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  const use = document.createElementNS(SVG, "use");
  svg.classList.add("icon");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `#icon-${name}`);
  svg.append(use);
  return svg;
}

/** A text only screen readers meet. */
export const aside = (text) => element("span", { className: "aside" }, text);

export const byId = (id) => document.getElementById(id);

/** Copy to the clipboard, also where the page is not served from a secure origin. */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    const field = element("textarea", { value: text, className: "aside", readOnly: true });
    const before = document.activeElement;
    document.body.append(field);
    field.select();
    document.execCommand("copy");
    field.remove();
    before?.focus();
  }
}
