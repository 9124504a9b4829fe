// The next step of a session asks to be pressed twice while time is left (data-left, data-ends-at), and
// always where data-always says so. Bound before `busy`, so that the first press sends nothing.
import { clock, spelled } from "./countdown.js";

const ARMED_FOR = 5000;

/** @param {HTMLFormElement} form */
export function step(form) {
  const words = form.querySelector("[data-words]");
  const status = form.querySelector("[role=status]");
  const serverTime = clock(form);
  let armed = 0;

  const left = () => {
    const { endsAt, left: stood } = form.dataset;
    return endsAt ? Math.round((Number(endsAt) - serverTime()) / 1000) : Number(stood || 0);
  };

  form.addEventListener("submit", (event) => {
    if (armed || (left() <= 0 && !("always" in form.dataset))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    const before = words.textContent;
    words.textContent = form.dataset.again.replace("{left}", spelled(Math.max(0, left())));
    status.textContent = words.textContent;
    armed = setTimeout(() => {
      armed = 0;
      words.textContent = before;
      status.textContent = "";
    }, ARMED_FOR);
  });
}
