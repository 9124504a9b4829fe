"""Imports in each of their states, for their desk to be seen."""

from __future__ import annotations

from io import BytesIO

from consult.exchange import Import, ImportState, Kind, Refusal
from consult.kernel.clock import now
from consult.processes import Process
from consult.sheets import keep
from tests.makers import kept

PREPARED, RUNNING, DONE, PACKED, FOLLOWING = range(900_001, 900_006)
ROWS = "id,title,body,date\n1,Una panchina,Davanti alla scuola,01/02/2016\n2,Un tram,,99/99/2016\n"


EXPORT = "id;title/it;body/it;state;component/id\n1;Una panchina;Davanti alla scuola;;7\n"


def add_imports(process: Process) -> None:
    """Send a file and let it wait, let another be read, a third be done; an archive waits."""
    sha256, export = (keep(BytesIO(rows.encode())) for rows in (ROWS, EXPORT))
    columns = {name: name for name in ("title", "body", "date")} | {"source_id": "id"}
    for number, state in (
        (PREPARED, ImportState.PREPARED),
        (RUNNING, ImportState.RUNNING),
        (DONE, ImportState.DONE),
        (PACKED, ImportState.PREPARED),
        (FOLLOWING, ImportState.PREPARED),
    ):
        kept(
            Import(
                id=number,
                process_id=process.id,
                kind=Kind.CONTRIBUTIONS,
                source_system=f"{process.slug}/file",
                file_name="voci.csv",
                sha256=export if number >= PACKED else sha256,
                columns={"@entity": "proposals"} if number >= PACKED else columns,
                follows_id=PACKED if number == FOLLOWING else None,
                state=state,
                made_at=now(),
                rows=3,
                read=0 if state is ImportState.PREPARED else 3,
                created=1,
                refused=1,
            )
        )
    kept(Refusal(import_id=DONE, row=3, reason="“99/99/2016” non è una data."))
