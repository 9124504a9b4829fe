// Keeps what is being written on this device, until it is sent: a closed page loses nothing.

const REST = 600;
const KEPT_DAYS = 30;
const FIELDS = ["title", "body", "place", "theme"];

const keyOf = (element) => `idea-draft:${element.dataset.draft}`;

function read(key) {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? "null");
    const old = Date.now() - KEPT_DAYS * 86_400_000;
    return kept && kept.at > old ? kept : null;
  } catch {
    return null;
  }
}

/** @param {HTMLFormElement} form */
export function localDraft(form) {
  const key = keyOf(form);
  const said = form.querySelector("[data-part='draft-said']");
  const box = (name) => form.elements.namedItem(name);
  const tell = () => {
    if (said) said.textContent = said.dataset.words;
  };

  const kept = read(key);
  if (kept && !box("title").value && !box("body").value) {
    for (const name of FIELDS) if (kept[name]) box(name).value = kept[name];
    for (const name of ["title", "body", "place"]) {
      box(name).dispatchEvent(new Event("input", { bubbles: true }));
    }
    tell();
  }

  let rest;
  form.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(() => {
      const words = Object.fromEntries(FIELDS.map((name) => [name, box(name).value]));
      try {
        localStorage.setItem(key, JSON.stringify({ ...words, at: Date.now() }));
        tell();
      } catch {
        // No room, or not allowed: the page still works, it promises nothing.
      }
    }, REST);
  });
}

/** Lets go of what was kept, on the page of the idea that it became. @param {HTMLElement} page */
export function sentDraft(page) {
  const kept = read(keyOf(page));
  if (kept && kept.title?.trim() === page.dataset.title) localStorage.removeItem(keyOf(page));
}
