// Finds elements with data-behaviour="…" and gives each what it names. Pages work without any of this.
import { busy } from "./busy.js";
import { counter } from "./counter.js";
import { dismiss } from "./dismiss.js";
import { errorSummary } from "./error-summary.js";
import { keys } from "./keys.js";
import { map } from "./map.js";
import { menu } from "./menu.js";
import { openWide } from "./open-wide.js";
import { presence } from "./presence.js";
import { preview } from "./preview.js";
import { print } from "./print.js";
import { share } from "./share.js";
import { support } from "./support.js";
import { swipe } from "./swipe.js";

const behaviours = {
  busy,
  counter,
  dismiss,
  "error-summary": errorSummary,
  keys,
  map,
  menu,
  "open-wide": openWide,
  presence,
  preview,
  print,
  share,
  support,
  swipe,
};

/** Binds the behaviours found inside an element; later fragments call it on themselves. */
export function bind(root) {
  for (const element of root.querySelectorAll("[data-behaviour]")) {
    for (const name of element.dataset.behaviour.split(" ")) behaviours[name]?.(element);
  }
}

bind(document);
