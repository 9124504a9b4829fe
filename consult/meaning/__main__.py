"""`python -m consult.meaning`: what `consult near` does, in 50 MB less: without the upper rooms."""

from consult.kernel.config import current_config
from consult.kernel.db import db
from consult.kernel.logs import set_up_logs
from consult.meaning.answering import hold

config = current_config()
set_up_logs(development=config.development)
db.connect(config.database_url)
hold(config.data_dir)
