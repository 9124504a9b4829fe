// The support button acts in place: the server's own piece takes its place, and keeps the focus.

/** @param {HTMLElement} piece */
export function support(piece) {
  for (const form of piece.querySelectorAll("form")) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      press(piece, form);
    });
  }
}

async function press(piece, form) {
  if (piece.hasAttribute("aria-busy")) return;
  piece.setAttribute("aria-busy", "true");
  try {
    const answer = await fetch(form.action, {
      method: "POST",
      body: new FormData(form),
      headers: { "X-Part": piece.dataset.shape },
    });
    if (!answer.ok || answer.redirected) {
      form.submit(); // the page says why
      return;
    }
    replace(piece, await answer.text());
  } catch {
    piece.removeAttribute("aria-busy");
    const failed = piece.querySelector(".support-failed");
    failed.textContent = piece.dataset.failed;
    failed.hidden = false;
  }
}

function replace(piece, html) {
  const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-shape]");
  piece.replaceWith(fresh);
  support(fresh);
  fresh.querySelector("button")?.focus();
}
