// A message that can be put away; the button shows only where this works.

/** @param {HTMLElement} message */
export function dismiss(message) {
  const button = message.querySelector("button[hidden]");
  if (!button) return;
  button.hidden = false;
  button.addEventListener("click", () => {
    const next = message.parentElement.querySelector(".notice:not(:focus-within) button");
    message.remove();
    (next ?? document.getElementById("main"))?.focus({ preventScroll: true });
  });
}
