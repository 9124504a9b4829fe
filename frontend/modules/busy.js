// A form that is being sent: its button says so and takes no second press; the back button frees it.

/** @param {HTMLFormElement} form */
export function busy(form) {
  const waiting = new Map();
  let sending = false;

  form.addEventListener("submit", (event) => {
    if (sending) {
      event.preventDefault();
      return;
    }
    sending = true;
    const button = event.submitter;
    if (!button) return;
    // A moment later, so that the pressed button's own name and value are sent too.
    setTimeout(() => {
      waiting.set(button, [...button.childNodes]);
      button.setAttribute("aria-disabled", "true");
      if (button.dataset.busy) button.replaceChildren(button.dataset.busy);
    });
  });

  window.addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    sending = false;
    for (const [button, words] of waiting) {
      button.replaceChildren(...words);
      button.removeAttribute("aria-disabled");
    }
    waiting.clear();
  });
}
