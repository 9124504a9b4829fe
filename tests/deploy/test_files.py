"""What `deploy/` says is understood by those it is for: our command line, systemd, and nginx."""

import shlex
import shutil
import subprocess

import pytest
import yaml

from consult.cli.program import main
from tests.house.sources import ROOT

UNITS = ROOT / "deploy/systemd"
COMPOSE = ROOT / "deploy/compose.yaml"
PROCESSES = {"serve", "live", "worker", "tick", "migrate"}


def understood(order):
    """The command of an order, once our command line has read its options."""
    name, *options = order
    main.commands[name].make_context(name, list(options), resilient_parsing=False)
    return name


def orders_of_units():
    for unit in UNITS.glob("*.service"):
        for line in unit.read_text().splitlines():
            if line.startswith("ExecStart"):
                program, *order = shlex.split(line.partition("=")[2])
                assert program == "/opt/consult/bin/consult"
                yield order


def test_every_process_is_started_as_the_command_line_knows_it():
    services = yaml.safe_load(COMPOSE.read_text())["services"]
    ours = [one for one in services.values() if one.get("image") == "consult"]

    assert {understood(one["command"]) for one in ours} == PROCESSES
    assert {understood(order) for order in orders_of_units()} == PROCESSES


def test_compose_publishes_nginx_alone_and_waits_for_what_it_needs():
    whole = yaml.safe_load(COMPOSE.read_text())
    services = whole["services"]

    assert [name for name, one in services.items() if "ports" in one] == ["nginx"]
    for name, one in services.items():
        assert set(one["networks"]) <= set(whole["networks"]), name
        assert set(one.get("depends_on", ())) <= set(services), name
        named = {volume.partition(":")[0] for volume in one.get("volumes", ())}
        assert {volume for volume in named if "/" not in volume} <= set(whole["volumes"]), name
    assert whole["networks"]["inside"]["internal"] is True
    assert services["database"]["networks"] == services["queue"]["networks"] == ["inside"]
    assert {"nginx", "web", "live", "worker", "tick", "database", "queue"} <= set(services)


def test_the_units_are_understood_by_systemd(tmp_path):
    verify = shutil.which("systemd-analyze")
    if verify is None:
        pytest.skip("systemd is not here")
    units = []
    for unit in UNITS.iterdir():
        units.append(tmp_path / unit.name)
        told = unit.read_text().replace("/opt/consult/bin/consult", "/bin/true")
        units[-1].write_text(told)
    verdict = subprocess.run(
        [verify, "verify", *units], capture_output=True, text=True, check=False
    )

    ours = [line for line in verdict.stderr.splitlines() if "consult" in line]
    assert (verdict.returncode, ours) == (0, [])
