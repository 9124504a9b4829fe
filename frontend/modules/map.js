// A map's areas: named under the pointer, and one stop for the keyboard, moved with the arrows.

const STEPS = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };

/** @param {HTMLElement} figure */
export function map(figure) {
  const readout = figure.querySelector("[data-readout]");
  const links = [...figure.querySelectorAll("svg a")];
  nameAreas(figure, readout);
  edgeAreas(figure.querySelector("svg"));
  if (links.length > 1) roam(links, figure.querySelector("[aria-current]"));
}

function nameAreas(figure, readout) {
  if (!readout) return;
  readout.hidden = false;
  const picture = figure.querySelector("svg");
  const name = (event) => {
    readout.textContent = event.target.closest("[data-words]")?.dataset.words ?? "";
  };
  for (const kind of ["pointerover", "focusin"]) picture.addEventListener(kind, name);
  for (const kind of ["pointerleave", "focusout"]) {
    picture.addEventListener(kind, () => {
      readout.textContent = "";
    });
  }
}

/** Draws the edge of the area in hand above its neighbours. */
function edgeAreas(picture) {
  const edge = document.createElementNS("http://www.w3.org/2000/svg", "path");
  edge.setAttribute("class", "map__edge");
  picture.append(edge);
  const draw = (event) => {
    const area = event.target.closest("a")?.querySelector(".area");
    edge.setAttribute("d", area?.getAttribute("d") ?? "");
  };
  for (const kind of ["pointerover", "focusin"]) picture.addEventListener(kind, draw);
  for (const kind of ["pointerleave", "focusout"]) {
    picture.addEventListener(kind, () => edge.setAttribute("d", ""));
  }
}

/** Leaves one link in the order of Tab; arrows go to the nearest area on that side. */
function roam(links, first) {
  let here = first ?? links[0];
  const settle = (link) => {
    here = link;
    for (const each of links) each.setAttribute("tabindex", each === here ? "0" : "-1");
  };
  settle(here);
  for (const link of links) {
    link.addEventListener("focus", () => settle(link));
    link.addEventListener("keydown", (event) => {
      const step = STEPS[event.key];
      if (!step || event.altKey || event.ctrlKey || event.metaKey) return;
      event.preventDefault();
      nearest(link, links, step)?.focus();
    });
  }
}

function middle(link) {
  const { left, top, width, height } = link.getBoundingClientRect();
  return [left + width / 2, top + height / 2];
}

function nearest(from, links, [right, down]) {
  const [x, y] = middle(from);
  let best = null;
  let least = Infinity;
  for (const link of links) {
    const [itsX, itsY] = middle(link);
    const ahead = (itsX - x) * right + (itsY - y) * down;
    const aside = Math.abs((itsX - x) * down) + Math.abs((itsY - y) * right);
    if (link === from || ahead <= 1 || aside > ahead * 2.5) continue;
    const far = ahead + aside * 2;
    if (far < least) [best, least] = [link, far];
  }
  return best;
}
