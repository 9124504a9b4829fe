"""Configuration: read once from the environment, complete or refused."""

from __future__ import annotations

import os
import secrets
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from collections.abc import Mapping

LOOPBACK = frozenset({"127.0.0.1", "localhost", "::1"})
SHORTEST_SECRET = 32


class ConfigurationError(Exception):
    """The environment does not say what the app must know, or says it wrong."""


@dataclass(frozen=True, slots=True)
class Config:
    """How one installation runs; every field is `CONSULT_` and its name in capitals."""

    database_url: str
    base_url: str
    trusted_hosts: tuple[str, ...]
    secret_key: str
    data_dir: Path
    mail_url: str = ""
    mail_from: str = ""
    queue_url: str = ""
    demo: bool = False
    development: bool = False
    default_process: str = ""
    proxies: int = 0
    live_streams: int = 200
    near: bool = True

    @property
    def secure(self) -> bool:
        """Whether the site is reached over https."""
        return urlsplit(self.base_url).scheme == "https"

    def check(self) -> Config:
        """Return this configuration if it is complete.

        Raises `ConfigurationError` with every fault in words.
        """
        faults = list(self._faults())
        if faults:
            raise ConfigurationError("\n".join(faults))
        return self

    def _faults(self) -> list[str]:
        faults = []
        base = urlsplit(self.base_url)
        if base.scheme not in {"http", "https"} or not base.hostname:
            faults.append("CONSULT_BASE_URL must be the full address of the site.")
        elif base.scheme == "http" and base.hostname not in LOOPBACK:
            faults.append("CONSULT_BASE_URL must be https (plain http only on 127.0.0.1).")
        if not self.trusted_hosts:
            faults.append("CONSULT_TRUSTED_HOSTS must list the host names the site answers to.")
        if len(self.secret_key) < SHORTEST_SECRET:
            faults.append(f"CONSULT_SECRET_KEY must hold at least {SHORTEST_SECRET} characters.")
        if not self.database_url.startswith(("sqlite:///", "postgresql+psycopg://")):
            faults.append(
                "CONSULT_DATABASE_URL must start with sqlite:/// or postgresql+psycopg://."
            )
        if (self.demo or self.development) and base.hostname not in LOOPBACK:
            faults.append("The demo and development run on 127.0.0.1 only.")
        if not (self.demo or self.development or self.mail_url):
            faults.append("CONSULT_MAIL_URL must name the mail server: people sign in by mail.")
        return faults


def read_config(environment: Mapping[str, str] | None = None) -> Config:
    """Read the configuration from `CONSULT_…` variables.

    In development (`CONSULT_DEVELOPMENT=1`) and in the demo what is missing gets a loopback
    default. Raises `ConfigurationError` when a variable is missing or wrong.
    """
    environ = os.environ if environment is None else environment

    def value(name: str, default: str = "") -> str:
        return environ.get(f"CONSULT_{name}", default).strip()

    demo, development = value("DEMO") == "1", value("DEVELOPMENT") == "1"
    easy = demo or development
    data_dir = Path(value("DATA_DIR", "var/demo" if easy else "/var/lib/consult")).resolve()
    base_url = value("BASE_URL", "http://127.0.0.1:8000" if easy else "").rstrip("/")
    hosts = tuple(host.strip() for host in value("TRUSTED_HOSTS").split(",") if host.strip())
    if easy and not hosts:
        hosts = ("127.0.0.1", "localhost")
    return Config(
        database_url=_with_driver(value("DATABASE_URL", f"sqlite:///{data_dir / 'consult.db'}")),
        base_url=base_url,
        trusted_hosts=hosts,
        secret_key=value("SECRET_KEY") or (_kept_secret(data_dir) if easy else ""),
        data_dir=data_dir,
        mail_url=value("MAIL_URL"),
        mail_from=value("MAIL_FROM", f"noreply@{urlsplit(base_url).hostname or 'localhost'}"),
        queue_url=value("QUEUE_URL"),
        demo=demo,
        development=development,
        default_process=value("DEFAULT_PROCESS"),
        proxies=int(value("PROXIES", "0")),
        live_streams=int(value("LIVE_STREAMS", "200")),
        near=value("NEAR", "1") != "0",
    ).check()


def _with_driver(url: str) -> str:
    """Let people write the usual `postgresql://` or `postgres://`."""
    for prefix in ("postgresql://", "postgres://"):
        if url.startswith(prefix):
            return "postgresql+psycopg://" + url.removeprefix(prefix)
    return url


def _kept_secret(data_dir: Path) -> str:
    """Make a secret once and keep it beside the data, so that a restart signs nobody out."""
    place = data_dir / "secret"
    if not place.exists():
        data_dir.mkdir(parents=True, exist_ok=True)
        place.write_text(secrets.token_urlsafe(48))
        place.chmod(0o600)
    return place.read_text().strip()


_current: list[Config] = []


def set_config(config: Config) -> None:
    """Make this the configuration of the process."""
    _current[:] = [config]


def current_config() -> Config:
    """Return the configuration of this process, reading it the first time it is asked for."""
    if not _current:
        set_config(read_config())
    return _current[0]
