"""What kinds of texts and of personal data are called."""

from consult.kernel.i18n import _l
from consult.transcripts.formats import Kind
from consult.transcripts.personal import Personal

KINDS = {
    Kind.PASTED: _l("pasted"),
    Kind.TXT: _l("text file"),
    Kind.VTT: _l("VTT subtitles"),
    Kind.SRT: _l("SRT subtitles"),
    Kind.DOCX: _l("DOCX document"),
    Kind.ODT: _l("ODT document"),
    Kind.PDF: _l("PDF document"),
}
FOUND = {
    Personal.NAME: _l("name"),
    Personal.MAIL: _l("e-mail address"),
    Personal.PHONE: _l("telephone number"),
    Personal.FISCAL_CODE: _l("fiscal code"),
    Personal.IBAN: _l("bank account"),
    Personal.OTHER: _l("masked by hand"),
}
