// A map on which a place is chosen: the field beside it takes its name, nothing else moves.

/** @param {HTMLDetailsElement} folded */
export function pickPlace(folded) {
  const box = folded.closest("form")?.elements.namedItem(folded.dataset.box);
  if (!box) return;
  folded.hidden = false;
  const areas = [...folded.querySelectorAll("svg a")];
  const nameOf = (area) => area.dataset.words.split(/[:,]/)[0].trim();

  const mark = () => {
    const typed = box.value.trim().toLocaleLowerCase();
    for (const area of areas) {
      const chosen = nameOf(area).toLocaleLowerCase() === typed;
      area.querySelector(".area").classList.toggle("area--chosen", chosen);
    }
  };

  folded.addEventListener("click", (event) => {
    const area = event.target.closest("svg a");
    if (!area) return;
    event.preventDefault();
    box.value = nameOf(area);
    box.dispatchEvent(new Event("input", { bubbles: true }));
  });
  box.addEventListener("input", mark);
  mark();
}
