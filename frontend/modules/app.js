// Finds elements with data-behaviour="…" and gives each what it names. Pages work without any of this.
import { busy } from "./busy.js";
import { counter } from "./counter.js";
import { dismiss } from "./dismiss.js";
import { errorSummary } from "./error-summary.js";
import { keys } from "./keys.js";
import { localDraft, sentDraft } from "./local-draft.js";
import { map } from "./map.js";
import { matrix } from "./matrix.js";
import { menu } from "./menu.js";
import { openWide } from "./open-wide.js";
import { presence } from "./presence.js";
import { pickPlace } from "./pick-place.js";
import { preview } from "./preview.js";
import { print } from "./print.js";
import { share } from "./share.js";
import { similar } from "./similar.js";
import { support } from "./support.js";
import { swipe } from "./swipe.js";

const behaviours = {
  busy,
  counter,
  dismiss,
  "error-summary": errorSummary,
  keys,
  "local-draft": localDraft,
  map,
  matrix,
  menu,
  "open-wide": openWide,
  presence,
  "pick-place": pickPlace,
  preview,
  print,
  "sent-draft": sentDraft,
  share,
  similar,
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
