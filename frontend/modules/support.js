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

function press(piece, form) {
  if (piece.hasAttribute("aria-busy")) return;
  piece.setAttribute("aria-busy", "true");
  // As a document, not as text: only the browser's own parser may make HTML on our pages.
  const request = new XMLHttpRequest();
  request.open("POST", form.action);
  request.responseType = "document";
  request.setRequestHeader("X-Part", piece.dataset.shape);
  request.addEventListener("load", () => {
    const fresh = request.response?.querySelector("[data-shape]");
    if (request.status === 200 && fresh) replace(piece, document.adoptNode(fresh));
    else form.submit(); // the page that follows says why
  });
  request.addEventListener("error", () => fail(piece));
  request.addEventListener("timeout", () => fail(piece));
  request.timeout = 15_000;
  request.send(new FormData(form));
}

function replace(piece, fresh) {
  piece.replaceWith(fresh);
  support(fresh);
  fresh.querySelector("button")?.focus();
}

function fail(piece) {
  piece.removeAttribute("aria-busy");
  const failed = piece.querySelector(".support-failed");
  failed.textContent = piece.dataset.failed;
  failed.hidden = false;
}
