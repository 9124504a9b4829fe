// Finds elements with data-behaviour="…" and gives each what it names. Pages work without any of this.
import { bind, know } from "./bind.js";
import { busy } from "./busy.js";
import { coding } from "./coding.js";
import { countdown } from "./countdown.js";
import { counter } from "./counter.js";
import { dismiss } from "./dismiss.js";
import { errorSummary } from "./error-summary.js";
import { keys } from "./keys.js";
import { listening } from "./listening.js";
import { live } from "./live.js";
import { localDraft, sentDraft } from "./local-draft.js";
import { map } from "./map.js";
import { matrix } from "./matrix.js";
import { marking } from "./marking.js";
import { menu } from "./menu.js";
import { openWide } from "./open-wide.js";
import { presence } from "./presence.js";
import { pickPlace } from "./pick-place.js";
import { piece } from "./piece.js";
import { preview } from "./preview.js";
import { print } from "./print.js";
import { queue } from "./queue.js";
import { serverClock } from "./server-clock.js";
import { share } from "./share.js";
import { similar } from "./similar.js";
import { step } from "./step.js";
import { support } from "./support.js";
import { swipe } from "./swipe.js";
import { wall } from "./wall.js";

know({
  busy,
  coding,
  countdown,
  counter,
  dismiss,
  "error-summary": errorSummary,
  keys,
  listening,
  live,
  "local-draft": localDraft,
  map,
  marking,
  matrix,
  menu,
  "open-wide": openWide,
  presence,
  "pick-place": pickPlace,
  piece,
  preview,
  print,
  queue,
  "sent-draft": sentDraft,
  "server-clock": serverClock,
  share,
  similar,
  step,
  support,
  swipe,
  wall,
});

bind(document);
