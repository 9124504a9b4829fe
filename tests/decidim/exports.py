"""One city's exports in the three dialects that its platform spoke, worded by us."""

import csv
import io

MILAN = {
    "id": "12",
    "category/id": "3",
    "category/name/it": "Mobilità",
    "scope/id": "9",
    "scope/name/it": "Nord",
    "title": "Una panchina all'ombra",
    "body": "'=Davanti alla scuola, per chi aspetta il bus",
    "supports": "41",
    "endorsements/total_count": "1",
    "endorsements/user_endorsements": "Rossi, Ada",
    "author": "Ada",
    "comments": "2",
    "attachments": "0",
    "followers": "3",
    "published_at": "2021-02-03 10:11:12 UTC",
    "url": "https://p.example/processes/piano/f/7/proposals/12",
    "state": "accepted",
    "reference": "MI-PROP-2021-02-12",
    "answer/it": "Si fa nel 2022.",
    "component/id": "7",
    "related_proposals": "",
    "created_at": "2021-02-01 09:00:00 UTC",
}
"""0.20 to 0.23, with Milan's own column `author`."""

MIDDLE = {name: value for name, value in MILAN.items() if name not in {"title", "body", "author"}}
MIDDLE |= {
    "title/it": "Una panchina all'ombra",
    "title/en": "",
    "title/machine_translations/fr": "Un banc",
    "body/it": "Davanti alla scuola, per chi aspetta il bus",
    "author/id": "5",
    "author/name": "Ada",
    "author/url": "https://p.example/profiles/ada",
    "address": "Via Prima 1",
    "latitude": "45.5",
    "longitude": "9.1",
    "answered_at": "2021-05-06 10:00:00 +0200",
}
"""0.27 and 0.28: texts in languages, where, who."""

TODAY = {
    name: value
    for name, value in MIDDLE.items()
    if not name.startswith(("category", "scope", "supports", "followers", "endorsements"))
}
TODAY |= {
    "taxonomies/id": "3, 9",
    "taxonomies/name": '{"it"=>"Mobilità", "en"=>"Mobility"}, {"it" => "Nord \\"A\\""}',
    "participatory_space/id": "1",
    "participatory_space/url": "https://p.example/processes/piano",
    "votes": "41",
    "likes/total_count": "1",
    "likes/user_likes": "Rossi, Ada",
    "follows_count": "3",
    "withdrawn": "false",
    "withdrawn_at": "",
    "created_in_meeting": "false",
    "is_amend": "false",
    "cost": "",
    "cost_report": "",
}
"""0.31 and later: taxonomies, likes."""

DIALECTS = {"0.20": MILAN, "0.27": MIDDLE, "0.31": TODAY}

MEETING = {
    "id": "12",
    "title/it": "Incontro del Nord",
    "description/it": "<p>Parliamo di panchine.</p>",
    "start_time": "2021-01-20 18:00:00 UTC",
    "end_time": "2021-01-20 20:00:00 UTC",
    "attendees": "40",
    "contributions": "12",
    "organizations": "Pro Loco",
    "address": "Via Seconda 2",
    "location/it": "Biblioteca",
    "reference": "MI-MEET-12",
    "category/name/it": "Mobilità",
    "scope/name/it": "Nord",
    "comments": "1",
    "url": "https://p.example/processes/piano/f/8/meetings/12",
    "published": "true",
    "closing_visible": "true",
    "closing_report/it": "Servono panchine.",
}

_ROOT = "https://p.example/processes/piano/f/7/proposals/12"
COMMENTS = (
    {
        "id": "70",
        "created_at": "2021-02-04 10:00:00 UTC",
        "body": "Giusto.",
        "locale": "it",
        "author/id": "6",
        "author/name": "Bruno",
        "alignment": "1",
        "depth": "0",
        "user_group/id": "",
        "commentable_id": "12",
        "commentable_type": "Decidim::Proposals::Proposal",
        "root_commentable_url": _ROOT,
    },
    {
        "id": "71",
        "created_at": "2021-02-05 10:00:00 UTC",
        "body": "Not so sure.",
        "locale": "en",
        "author/id": "7",
        "author/name": "Carla",
        "alignment": "-1",
        "depth": "1",
        "commentable_id": "70",
        "commentable_type": "Decidim::Comments::Comment",
        "root_commentable_url": _ROOT,
    },
    {
        "id": "72",
        "created_at": "2021-02-05 10:00:00 UTC",
        "body": "Ci vengo.",
        "locale": "it",
        "alignment": "0",
        "depth": "0",
        "commentable_id": "12",
        "commentable_type": "Decidim::Meetings::Meeting",
        "root_commentable_url": "https://p.example/processes/piano/f/8/meetings/12",
    },
)
DEBATE = {
    "id": "1",
    "title/it": "Che fare",
    "instructions/it": "",
    "start_time": "",
    "end_time": "",
}


def written(*rows):
    """Rows as Decidim writes them: semicolons, the columns that any row names."""
    text = io.StringIO()
    columns = dict.fromkeys(name for row in rows for name in row)
    table = csv.DictWriter(text, list(columns), delimiter=";")
    table.writeheader()
    table.writerows(rows)
    return text.getvalue().encode()
