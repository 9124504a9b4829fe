// Which behaviours this page's script knows, and how they are given to what names them.
const known = {};

/** Adds behaviours by the names that pages call them by. */
export function know(behaviours) {
  Object.assign(known, behaviours);
}

/** Binds the behaviours found inside an element; later fragments call it on themselves. */
export function bind(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    for (const name of element.dataset.behaviour.split(" ")) known[name]?.(element);
  }
}
