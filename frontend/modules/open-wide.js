// A folded part that stands open where there is room for it, and stays as it is on a phone.

/** @param {HTMLDetailsElement} details */
export function openWide(details) {
  if (window.matchMedia("(min-width: 768px)").matches) details.open = true;
}
