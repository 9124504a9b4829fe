// The keys of a desk press what shows them (data-key). The button turns them off, and it is remembered.

const PLACE = "desk-keys";
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";

/** @param {HTMLButtonElement} button */
export function keys(button) {
  const set = (on) => {
    button.setAttribute("aria-pressed", String(on));
    document.body.classList.toggle("keys-off", !on);
  };
  button.hidden = false;
  set(remembered() !== "off");

  button.addEventListener("click", () => {
    const on = button.getAttribute("aria-pressed") !== "true";
    set(on);
    remember(on ? "on" : "off");
  });

  document.addEventListener("keydown", (event) => {
    if (button.getAttribute("aria-pressed") !== "true" || event.repeat) return;
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(TYPED_IN)) return;
    const pressed = event.key === " " ? "Space" : event.key.toUpperCase();
    const shown = document.querySelector(`[data-key="${CSS.escape(pressed)}"]`);
    if (!shown) return;
    event.preventDefault();
    shown.click();
  });
}

function remembered() {
  try {
    return localStorage.getItem(PLACE);
  } catch {
    return null; // storage may be closed to us; the keys then start on
  }
}

function remember(value) {
  try {
    localStorage.setItem(PLACE, value);
  } catch {
    // storage may be closed to us; the choice then lasts for this page
  }
}
