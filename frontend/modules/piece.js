// A form whose answer is one piece of the page: the server's own takes its place, focus and open details stay.
import { morph } from "./morph.js";

/** @param {HTMLFormElement} form has data-piece, the id of the element that the answer holds anew */
export function piece(form) {
  let sending = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (sending) return;
    sending = true;
    const button = event.submitter;
    const data = new FormData(form);
    if (button?.name) data.append(button.name, button.value);
    // As a document, not as text: only the browser's own parser may make HTML on our pages.
    const request = new XMLHttpRequest();
    request.open("POST", button?.hasAttribute("formaction") ? button.formAction : form.action);
    request.responseType = "document";
    request.timeout = 15_000;
    request.setRequestHeader("X-Requested-With", "fetch");
    request.addEventListener("loadend", () => {
      sending = false;
      const place = document.getElementById(form.dataset.piece);
      const fresh = request.response?.getElementById(form.dataset.piece);
      if (!place || !fresh) return void HTMLFormElement.prototype.submit.call(form); // the page that follows says why
      morph(place, fresh);
      place.dispatchEvent(new CustomEvent("live:renewed", { bubbles: true }));
      place.dispatchEvent(new CustomEvent("piece:done", { bubbles: true, detail: request.status }));
    });
    request.send(new URLSearchParams(data));
  });
}
