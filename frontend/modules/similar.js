// Shows what others have said already, while a title is being written; asks when the hand rests.

const REST = 450;
const FEWEST_WORDS = 3;

/** @param {HTMLElement} place */
export function similar(place) {
  const box = place.closest("form")?.elements.namedItem(place.dataset.box);
  if (!box) return;
  let rest;
  let asked = "";
  let asking = null;

  const look = () => {
    const words = box.value.trim();
    if (words === asked) return;
    asked = words;
    asking?.abort();
    if (words.split(/\s+/).length < FEWEST_WORDS) {
      place.replaceChildren();
      return;
    }
    // A request for a document is parsed by the browser itself: no text of ours becomes HTML.
    asking = new XMLHttpRequest();
    asking.open("GET", `${place.dataset.url}?title=${encodeURIComponent(words.slice(0, 300))}`);
    asking.responseType = "document";
    asking.timeout = 5000;
    asking.onload = ({ target }) => {
      const found = target.status === 200 ? target.response?.querySelector(".similar") : null;
      place.replaceChildren(...(found ? [document.importNode(found, true)] : []));
    };
    asking.send();
  };

  box.addEventListener("input", () => {
    clearTimeout(rest);
    rest = setTimeout(look, REST);
  });
  if (box.value) rest = setTimeout(look, REST);
}
