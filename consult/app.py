"""The entrance: builds the app from its rooms."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask_babel import Babel
from werkzeug.middleware.proxy_fix import ProxyFix
from whitenoise import WhiteNoise

from consult.kernel import i18n, times
from consult.kernel.access import check_every_endpoint
from consult.kernel.config import Config, current_config, set_config
from consult.kernel.db import db
from consult.kernel.pages import STATIC_PREFIX, set_up_pages, static_folder, template_folder
from consult.kernel.web import House, set_up_edge
from consult.rooms import ROOMS

if TYPE_CHECKING:
    from wsgiref.types import WSGIApplication


def create_app(config: Config | None = None) -> House:
    """Build the app for one configuration, and connect it to its database.

    Raises `ConfigurationError` when the environment is incomplete, and `RuntimeError` when an
    endpoint does not say who may open it.
    """
    if config is not None:
        set_config(config)
    config = current_config()
    db.connect(config.database_url)
    app = House("consult", template_folder=str(template_folder()), static_folder=None)
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = str(i18n.catalogue_folder())
    Babel(
        app,
        locale_selector=i18n.current_language,
        timezone_selector=lambda: times.current_zone().key,
    )
    set_up_pages(app)
    set_up_edge(app)
    for room in ROOMS:
        for blueprint in room.blueprints:
            app.register_blueprint(blueprint)
        if room.setup:
            room.setup(app)
    check_every_endpoint(app)
    # As Flask's own documentation says to wrap an app, which its types do not foresee.
    whole: Any = app
    whole.wsgi_app = _with_static_files(app.wsgi_app, config)
    return app


def _with_static_files(inner: WSGIApplication, config: Config) -> WSGIApplication:
    """Serve the built front end, precompressed, and read the proxy's headers when there is one."""
    static = static_folder()
    if static.is_dir():
        inner = WhiteNoise(
            inner,
            root=static,
            prefix=STATIC_PREFIX,
            immutable_file_test=lambda path, url: (
                path.endswith(url.rsplit("/", 1)[-1]) and not path.endswith("manifest.json")
            ),
        )
    if config.proxies:
        inner = ProxyFix(inner, x_for=config.proxies, x_proto=config.proxies, x_host=0)
    return inner
