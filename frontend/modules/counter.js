// How many characters are left, said aloud only when the hand rests.

const REST = 1000;

/** @param {HTMLElement} field */
export function counter(field) {
  const box = field.querySelector("input, textarea");
  const words = field.querySelector(".field__count");
  const limit = Number(field.dataset.limit);
  if (!box || !words) return;
  const language = document.documentElement.lang;
  const shape = field.dataset.words;
  const spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("aria-live", "polite");
  words.after(spoken);
  let rest;

  const tell = () => {
    const used = [...box.value].length;
    const count = shape
      .replace("{used}", used.toLocaleString(language))
      .replace("{limit}", limit.toLocaleString(language));
    words.textContent = count;
    words.classList.toggle("is-over", used > limit);
    return used > limit * 0.9 ? count : "";
  };

  box.addEventListener("input", () => {
    const said = tell();
    clearTimeout(rest);
    rest = setTimeout(() => {
      spoken.textContent = said;
    }, REST);
  });
  if (box.value) tell();
}
