// A card that is swept to a side presses the button of that side; the buttons stay where they are.

const FAR = 90; // pixels before a sweep is meant
const STEEP = 0.6; // more up or down than this is scrolling

/** @param {HTMLElement} card */
export function swipe(card) {
  let start = null;
  const hint = card.querySelector(".statement__keys");
  if (hint && matchMedia("(pointer: coarse)").matches) hint.hidden = false;

  card.addEventListener("pointerdown", (event) => {
    const acting = event.target.closest("button, a, input");
    start = event.pointerType === "touch" && !acting ? { x: event.clientX, y: event.clientY } : null;
  });
  card.addEventListener("pointercancel", () => {
    start = null;
  });
  card.addEventListener("pointerup", (event) => {
    if (!start) return;
    const across = event.clientX - start.x;
    const along = Math.abs(event.clientY - start.y);
    start = null;
    if (Math.abs(across) < FAR || along > Math.abs(across) * STEEP) return;
    card.querySelector(`[data-swipe="${across > 0 ? "right" : "left"}"]`)?.click();
  });
}
