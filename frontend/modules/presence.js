// Tells the server that this thing is open on a screen, so that colleagues see it; nothing else changes.

const EVERY = 120000; // milliseconds; the server forgets after five minutes

/** @param {HTMLFormElement} form */
export function presence(form) {
  const tell = () => {
    if (document.visibilityState !== "visible") return;
    fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual" }).catch(() => {});
  };
  setTimeout(tell, 400); // who only passes by holds nothing
  setInterval(tell, EVERY);
}
