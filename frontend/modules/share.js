// Shares a page by the means of the device, or copies its address; nobody else hears of it.

/** @param {HTMLElement} group */
export function share(group) {
  const { url, title } = group.dataset;
  const part = (name) => group.querySelector(`[data-share="${name}"]`);
  const [native, copy, said] = ["native", "copy", "said"].map(part);

  if (navigator.share && native) {
    native.hidden = false;
    // Whoever closes the device's own window has changed their mind: that is no fault.
    native.addEventListener("click", () => navigator.share({ title, url }).catch(() => {}));
  }
  if (navigator.clipboard && copy) {
    copy.hidden = false;
    copy.addEventListener("click", async () => {
      await navigator.clipboard.writeText(url);
      said.textContent = copy.dataset.done;
    });
  }
}
