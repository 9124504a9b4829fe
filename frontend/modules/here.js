// Tells the server now and then that somebody looks at this page: the console shows who is away.

const EVERY = 30_000; // milliseconds; after a minute of silence one is shown as away

/** @param {HTMLElement} element holds the address to ask in data-url */
export function here(element) {
  setInterval(() => {
    if (document.visibilityState === "visible") fetch(element.dataset.url, { cache: "no-store" }).catch(() => {});
  }, EVERY);
}
