"""Hand-made files of other tools, each with one habit."""

import io
import zipfile

CODE = "C0000000-0000-4000-8000-000000000001"
OTHER = "C0000000-0000-4000-8000-000000000002"
TEXT = "50000000-0000-4000-8000-000000000001"
USER = "A0000000-0000-4000-8000-000000000001"
CODES = f"""
<Users><User guid="{USER}" name="Ada"/></Users>
<CodeBook><Codes>
  <Code guid="{CODE}" name="Mobilità" isCodable="true" color="#0066cc"/>
  <Code guid="{OTHER}" name="Acqua" isCodable="true"/>
</Codes></CodeBook>"""


def selection(start, end, name="", number=1, body=None, code=CODE):
    guid = f"5E000000-0000-4000-8000-{number:012d}"
    coding = f"C0D10000-0000-4000-8000-{number:012d}"
    held = f'<Coding guid="{coding}" creatingUser="{USER}"><CodeRef targetGUID="{code}"/></Coding>'
    return (
        f'<PlainTextSelection guid="{guid}" name="{name}" startPosition="{start}" '
        f'endPosition="{end}" creatingUser="{USER}" creationDateTime="2026-03-01T10:00:00Z">'
        f"{held if body is None else body}</PlainTextSelection>"
    )


def source(*selections, path=f"internal://{TEXT}.txt", guid=TEXT, name="Intervista 1"):
    return (
        f'<Sources><TextSource guid="{guid}" name="{name}" plainTextPath="{path}">'
        f"{''.join(selections)}</TextSource></Sources>"
    )


def project(*parts, codes=CODES, origin="Some Tool 1.0"):
    return (
        '<?xml version="1.0" encoding="utf-8"?>\n'
        f'<Project xmlns="urn:QDA-XML:project:1.0" name="Prova" origin="{origin}">'
        f"{codes}{''.join(parts)}</Project>"
    ).encode()


def packed(qde, text=None, *, qde_name="project.qde", text_name=f"sources/{TEXT}.txt", more=()):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, content in more:
            archive.writestr(name, content)
        archive.writestr(qde_name, qde)
        if text is not None:
            archive.writestr(text_name, text)
    return out.getvalue()
