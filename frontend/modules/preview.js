// Shows the picture that was chosen, drawn on a canvas: no address of it is ever made.

const WIDEST = 640;

/** @param {HTMLElement} field */
export function preview(field) {
  const box = field.querySelector("input[type=file]");
  let shown = null;
  box?.addEventListener("change", async () => {
    shown?.remove();
    shown = null;
    const [file] = box.files;
    if (!file?.type.startsWith("image/")) return;
    const picture = await createImageBitmap(file).catch(() => null);
    if (!picture || box.files[0] !== file) return;
    const scale = Math.min(1, WIDEST / picture.width);
    shown = document.createElement("canvas");
    shown.className = "field__preview";
    shown.width = Math.round(picture.width * scale);
    shown.height = Math.round(picture.height * scale);
    shown.setAttribute("role", "img");
    shown.setAttribute("aria-label", file.name);
    shown.getContext("2d").drawImage(picture, 0, 0, shown.width, shown.height);
    box.after(shown);
  });
}
