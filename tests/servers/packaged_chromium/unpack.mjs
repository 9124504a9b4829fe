// Unpacks the packaged Chromium into TMPDIR and notes where its program is.
import { writeFileSync } from "node:fs";

import chromium from "@sparticuz/chromium";

writeFileSync("path", await chromium.executablePath());
