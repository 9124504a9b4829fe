// Where a card stands on a photo: a rectangle drawn by mouse or finger, moved by arrow keys; the fields hold it.

const SIDES = ["x", "y", "width", "height"];
const SMALLEST = 1; // percent: less is a slip of the hand
const STEP = 1;
const AT_FIRST = { x: 40, y: 40, width: 20, height: 15 };
const ARROWS = { ArrowLeft: ["x", -STEP], ArrowRight: ["x", STEP], ArrowUp: ["y", -STEP], ArrowDown: ["y", STEP] };

/** @param {HTMLElement} root holds the stage (an SVG of the photo); data-form names the form of the card */
export function marking(root) {
  const stage = root.querySelector("svg");
  const drawn = root.querySelector("[data-drawn]");
  const form = document.getElementById(root.dataset.form);
  if (!form) return;
  const field = (side) => form.elements.namedItem(side);
  const box = () => Object.fromEntries(SIDES.map((side) => [side, Number(field(side).value) || 0]));
  const within = (value, least, most) => Math.min(Math.max(value, least), most);
  let from = null; // where the pointer went down

  function show() {
    const now = box();
    for (const side of SIDES) drawn.setAttribute(side, `${now[side]}%`);
  }

  function set(next) {
    for (const side of SIDES) field(side).value = next === null ? "" : String(Math.round(next[side] * 10) / 10);
    show();
  }

  function place(event) {
    const { width, height } = stage.viewBox.baseVal;
    const at = new DOMPoint(event.clientX, event.clientY).matrixTransform(stage.getScreenCTM().inverse());
    return { x: within((at.x / width) * 100, 0, 100), y: within((at.y / height) * 100, 0, 100) };
  }

  function draw(event) {
    const to = place(event);
    const [x, y] = [Math.min(from.x, to.x), Math.min(from.y, to.y)];
    set({ x, y, width: Math.abs(to.x - from.x), height: Math.abs(to.y - from.y) });
  }

  stage.addEventListener("pointerdown", (event) => {
    if (event.button !== 0) return;
    event.preventDefault();
    stage.setPointerCapture(event.pointerId);
    from = place(event);
  });
  stage.addEventListener("pointermove", (event) => from && draw(event));
  stage.addEventListener("pointerup", (event) => {
    if (!from) return;
    draw(event);
    from = null;
    const { width, height } = box();
    if (Math.min(width, height) < SMALLEST) set(null);
    else field("source").focus({ preventScroll: true });
  });
  stage.addEventListener("pointercancel", () => (from = null));

  stage.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Enter") {
      event.preventDefault();
      field("source").focus();
    }
    if (!ARROWS[event.key]) return;
    event.preventDefault();
    const now = box();
    if (!now.width || !now.height) return void set(AT_FIRST);
    const [side, by] = ARROWS[event.key];
    const size = side === "x" ? "width" : "height";
    if (event.shiftKey) now[size] = within(now[size] + by, SMALLEST, 100 - now[side]);
    else now[side] = within(now[side] + by, 0, 100 - now[size]);
    set(now);
  });

  form.addEventListener("input", show);
  show();
}
