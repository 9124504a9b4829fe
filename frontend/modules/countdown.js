// The countdown ticks in text. The server says when it ends and what its clock shows (data-ends-at,
// data-now, in milliseconds) and how fast that clock runs; a stopped one keeps what the page says.
// It is announced (role=status) at 60, 30 and 10 seconds, in the words the page gives it.

const AT = [60, 30, 10];

/** @param {HTMLElement} element */
export function countdown(element) {
  const figures = element.querySelector("[data-figures]");
  const status = element.querySelector("[role=status]");
  const bar = element.querySelector("progress");
  const end = element.querySelector("[data-end]");
  const serverTime = clock(element);
  let before = null;

  const tick = () => {
    const { endsAt, words } = element.dataset;
    if (!endsAt) {
      before = null;
      return;
    }
    const left = Math.round((Number(endsAt) - serverTime()) / 1000);
    const shown = spelled(Math.max(0, left));
    if (figures.textContent !== shown) figures.textContent = shown;
    if (left === before) return;
    if (left <= 0) end.textContent = element.dataset.over.replace("{over}", spelled(-left));
    element.classList.toggle("countdown--over", left <= 0);
    element.classList.toggle("countdown--long", left >= 3600);
    if (bar) bar.value = Math.max(0, left);
    const passed = AT.find((seconds) => left <= seconds && seconds < before);
    if (passed) status.textContent = words.replace("{seconds}", String(passed));
    before = left;
  };

  const timer = setInterval(() => (element.isConnected ? tick() : clearInterval(timer)), 250);
  tick();
}

/** The server's clock in milliseconds: what it showed when the page was made, and how fast it runs. */
export function clock(element) {
  let { now } = element.dataset;
  let since = performance.now();
  return () => {
    if (element.dataset.now !== now) [now, since] = [element.dataset.now, performance.now()];
    return Number(now) + (performance.now() - since) * Number(element.dataset.rate || 1);
  };
}

/** 3:42, or 1:03:42 for what takes an hour or more. */
export function spelled(seconds) {
  const two = (part) => String(part).padStart(2, "0");
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.floor(seconds / 60) % 60;
  const parts = hours ? [hours, two(minutes)] : [minutes];
  return [...parts, two(seconds % 60)].join(":");
}
