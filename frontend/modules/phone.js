// The few behaviours of a phone in the room; the page works without any of them.
import { bind, know } from "./bind.js";
import { busy } from "./busy.js";
import { countdown } from "./countdown.js";
import { counter } from "./counter.js";
import { dots } from "./dots.js";
import { errorSummary } from "./error-summary.js";
import { here } from "./here.js";
import { live } from "./live.js";
import { piece } from "./piece.js";
import { queue } from "./queue.js";

know({ here, busy, countdown, counter, dots, "error-summary": errorSummary, live, piece, queue });

bind(document);
