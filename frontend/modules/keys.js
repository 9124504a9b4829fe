// The keys of a desk press what shows them (data-key). The button turns them off, and it is remembered.
// Two keys in turn are written with a space between them ("H 1"); any other key forgets the first.

const PLACE = "desk-keys";
const TYPED_IN = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable]";
const PRESSED_BY_SPACE = "button, summary, input, select, [role=button]";

/** @param {HTMLButtonElement} button */
export function keys(button) {
  let first = "";
  const begin = (key) => {
    first = key;
    document.body.classList.toggle("keys-begun", key !== "");
  };
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
    if (event.defaultPrevented) return;
    if (event.key === " " && event.target.closest(PRESSED_BY_SPACE)) return;
    const pressed = event.key === " " ? "Space" : event.key.toUpperCase();
    if (pressed === "SHIFT") return;
    const whole = first ? `${first} ${pressed}` : pressed;
    begin("");
    const shown = document.querySelector(`[data-key="${CSS.escape(whole)}"]`);
    if (shown) {
      event.preventDefault();
      shown.click();
      if (shown.matches("summary")) enter(shown.parentElement);
    } else if (document.querySelector(`[data-key^="${CSS.escape(whole)} "]`)) {
      event.preventDefault();
      begin(whole);
    }
  });
}

/** What was folded is about to open: one can write in it at once. */
function enter(details) {
  const field = details.querySelector("textarea, input:not([type=hidden]), select, button");
  setTimeout(() => {
    if (details.open && field) field.focus();
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
