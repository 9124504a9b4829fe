// A button that prints the page; it shows only where this works. Folded parts open on paper.

/** @param {HTMLButtonElement} button */
export function print(button) {
  button.hidden = false;
  button.addEventListener("click", () => window.print());
}

let opened = [];
window.addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("main details:not([open])")];
  for (const details of opened) details.open = true;
});
window.addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
