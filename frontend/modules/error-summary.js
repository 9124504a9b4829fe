// The summary of what must be mended takes focus, and its links reach the box itself.

/** @param {HTMLElement} summary */
export function errorSummary(summary) {
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target.closest("a[href^='#']");
    const field = link && document.getElementById(link.hash.slice(1));
    if (!field) return;
    event.preventDefault();
    const box = field.matches("fieldset") ? field.querySelector("input") : field;
    (field.closest(".field") ?? field).scrollIntoView({ block: "start" });
    box.focus({ preventScroll: true });
  });
}
