// The matrix: one stop for the keyboard, moved with the arrows; Escape takes the filters away.

const STEPS = { ArrowRight: [0, 1], ArrowLeft: [0, -1], ArrowDown: [1, 0], ArrowUp: [-1, 0] };

/** @param {HTMLTableElement} table */
export function matrix(table) {
  const rows = [...table.tBodies[0].rows].map((row) =>
    [...row.cells].map((cell) => cell.querySelector("a")),
  );
  const links = rows.flat().filter(Boolean);
  if (!links.length) return;
  const settle = (link) => {
    for (const each of links) each.setAttribute("tabindex", each === link ? "0" : "-1");
  };
  settle(table.querySelector("td.matrix__lit a") ?? links[0]);
  table.addEventListener("focusin", (event) => {
    const link = event.target.closest("tbody a");
    if (link) settle(link);
  });
  table.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    if (event.key === "Escape") {
      document.querySelector("[data-clear]")?.click();
      return;
    }
    const step = STEPS[event.key];
    const link = event.target.closest("tbody a");
    if (!step || !link) return;
    event.preventDefault();
    next(rows, link, step)?.focus();
  });
}

/** The next link from a cell that way, over cells that lead nowhere. */
function next(rows, link, [down, right]) {
  let row = rows.findIndex((cells) => cells.includes(link));
  let column = rows[row].indexOf(link);
  do {
    row += down;
    column += right;
    if (rows[row]?.[column]) return rows[row][column];
  } while (rows[row] && column >= 0 && column < rows[row].length);
  return null;
}
