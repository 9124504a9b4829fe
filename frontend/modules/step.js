// The next step of a session asks to be pressed twice while time is left (data-left, data-ends-at), and
// always where data-always says so. Bound before `busy`, so that the first press sends nothing.
import { clock, spelled } from "./countdown.js";

const ARMED_FOR = 5000;

/** @param {HTMLFormElement} form */
export function step(form) {
  const words = () => form.querySelector("[data-words]");
  const status = form.querySelector("[role=status]");
  const serverTime = clock(form);
  let asked = null; // which step was pressed once, what the button said before, what it says now

  const left = () => {
    const { endsAt, left: stood } = form.dataset;
    return endsAt ? Math.round((Number(endsAt) - serverTime()) / 1000) : Number(stood || 0);
  };
  const here = () => ["step", "from_block"].map((name) => form.elements[name]?.value).join(" ");

  const forget = () => {
    clearTimeout(asked.timer);
    if (words().textContent === asked.says) words().textContent = asked.said;
    status.textContent = "";
    asked = null;
  };

  form.addEventListener("submit", (event) => {
    if (asked?.step === here() || (left() <= 0 && !("always" in form.dataset))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (asked) forget();
    const says = form.dataset.again.replace("{left}", spelled(Math.max(0, left())));
    asked = { step: here(), said: words().textContent, says, timer: setTimeout(forget, ARMED_FOR) };
    words().textContent = status.textContent = says;
  });

  // A renewal from the server meanwhile brings its own words: the question stays, unless the step is another.
  document.addEventListener("live:renewed", () => {
    if (!asked || words().textContent === asked.says) return;
    asked.said = words().textContent;
    if (asked.step !== here()) return void forget();
    words().textContent = asked.says;
  });
}
