"""The gallery: every component in every state, with invented words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from flask import render_template
from flask_wtf.file import FileField
from wtforms import BooleanField, RadioField, SelectField, SelectMultipleField
from wtforms.widgets import CheckboxInput, ListWidget

from consult.home.views import bp
from consult.kernel.access import DEVELOPMENT, open_to
from consult.kernel.forms import Form, LineField, TextField
from consult.territory import Series, home_territory, map_of, today, zones_by_municipality, zones_of

if TYPE_CHECKING:
    from flask.typing import ResponseReturnValue

    from consult.territory import Choropleth


class SampleForm(Form):
    """One field of each kind."""

    title = LineField("Titolo", description="Una frase che si capisca da sola")
    body = TextField("Testo", description="Che cosa succede oggi, che cosa proponi")
    place = SelectField("Comune", choices=[])
    theme = RadioField(
        "Tema",
        choices=[],
        default="strade",
    )
    zones = SelectMultipleField(
        "Zona",
        choices=[],
        default=["nord"],
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    photo = FileField("Fotografia", description="JPEG o PNG, al massimo 2 MB")
    agree = BooleanField("Ho letto il patto e lo accetto")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.place.choices = [("", ""), ("borgo", "Borgo di Sopra"), ("valle", "Valle")]
        self.theme.choices = [("strade", "Strade"), ("scuole", "Scuole")]
        self.zones.choices = [("nord", "Nord"), ("sud", "Sud")]


def wrong_form() -> SampleForm:
    """Return a form that came back with something to mend."""
    form = SampleForm(prefix="wrong-", data={"title": "Autobus"})
    form.errors_on_top.append("La pagina è rimasta aperta troppo a lungo: inviala di nuovo.")
    form.title.errors = ["Scrivi almeno tre parole: chi scorre l'elenco legge solo questo."]
    form.theme.errors = ["Scegli un tema."]
    form.agree.errors = ["Leggi il patto e accettalo per andare avanti."]
    return form


def maps() -> dict[str, Choropleth]:
    """Return a map of the whole territory and one of its first zone, shaded by inhabitants."""
    territory = home_territory()
    zones = zones_by_municipality(territory, today())
    first = zones_of(territory)[0]
    inside = [municipality for municipality, zone in zones.items() if zone.id == first.id]
    series = Series({}, missing=0)
    return {
        "map": map_of(territory, today(), series),
        "zone_map": map_of(territory, today(), series, within=inside, chosen=inside[:1]),
    }


@bp.get("/_gallery")
@open_to(DEVELOPMENT)
def gallery() -> ResponseReturnValue:
    """Show every component in every state."""
    return render_template(
        "home/gallery.html", form=SampleForm(), wrong_form=wrong_form(), **maps()
    )
