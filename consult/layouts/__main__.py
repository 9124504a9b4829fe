"""`python -m consult.layouts`: lay out the consultations that come in, a list of [id, version]."""

import json
import os
import sys

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from consult.layouts.laying import lay

POLITENESS = 10

os.nice(POLITENESS)
config = current_config()
set_up_logs(development=config.development)
db.connect(config.database_url)
for process_id, version in json.load(sys.stdin):
    lay(process_id, version)
