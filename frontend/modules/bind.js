// Which behaviours this page's script knows, and how they are given to what names them.
const known = {};

/** Adds behaviours by the names that pages call them by. */
export function know(behaviours) {
  Object.assign(known, behaviours);
}

/** Binds the behaviours found inside an element, or its own as well; later fragments call it on themselves. */
export function bind(root, { itself = false } = {}) {
  const named = [...root.querySelectorAll("[data-behaviour]")];
  if (itself && root.matches("[data-behaviour]")) named.unshift(root);
  for (const element of named) {
    for (const name of element.dataset.behaviour.split(" ")) known[name]?.(element);
  }
}
