"""The blueprint that the pages of people hang on."""

from flask import Blueprint

bp = Blueprint("accounts", __name__)
