"""The blueprint that the pages of ideas share."""

from flask import Blueprint

bp = Blueprint("ideas", __name__, url_prefix="/processes/<slug>/ideas")
