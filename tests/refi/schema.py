"""What the schemas of REFI-QDA 1.0 ask of what we write, restated: order, names, attributes.

From Project.xsd and Codebook.xsd (qdasoftware.org, 18 March 2019), for the elements that we write.
"""

import re
from xml.etree import ElementTree as ET

GUID = re.compile(r"[0-9A-F]{8}(-[0-9A-F]{4}){3}-[0-9A-F]{12}")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z")
WHOLE = re.compile(r"\d+")
ANY = re.compile(r"(?s).*")
MADE = {"creatingUser": GUID, "creationDateTime": MOMENT}
NAMED = {"guid!": GUID, "name!": ANY}
REFERENCE = ("", {"targetGUID!": GUID})
TEXT = (
    "(Description )?(PlainTextSelection )*(Coding )*(NoteRef )*(VariableValue )*",
    {**NAMED, **MADE, "plainTextPath!": ANY},
)
PROJECT = {
    "Project": (
        (
            "(Users )?(CodeBook )?(Variables )?(Cases )?(Sources )?(Notes )?(Links )?(Sets )?"
            "(Description )?"
        ),
        {"name!": ANY, "origin": ANY, "creatingUserGUID": GUID, "creationDateTime": MOMENT},
    ),
    "Users": ("(User )+", {}),
    "User": ("", NAMED),
    "CodeBook": ("Codes ", {}),
    "Codes": ("(Code )+", {}),
    "Code": (
        "(Description )?(NoteRef )*(Code )*",
        {
            **NAMED,
            "isCodable!": re.compile("true|false"),
            "color": re.compile("#([A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})"),
        },
    ),
    "Variables": ("(Variable )+", {}),
    "Variable": (
        "(Description )?",
        {**NAMED, "typeOfVariable!": re.compile("Text|Boolean|Integer|Float|Date|DateTime")},
    ),
    "VariableValue": ("VariableRef (Text|Boolean|Integer|Float|Date|DateTime)Value ", {}),
    "Cases": ("(Case )+", {}),
    "Case": (
        "(Description )?(CodeRef )*(VariableValue )*(SourceRef )*(SelectionRef )*",
        NAMED,
    ),
    "Sources": ("(TextSource )+", {}),
    "TextSource": TEXT,
    "Notes": ("(Note )+", {}),
    "Note": TEXT,
    "PlainTextSelection": (
        "(Description )?(Coding )*(NoteRef )*",
        {**NAMED, **MADE, "startPosition!": WHOLE, "endPosition!": WHOLE},
    ),
    "Coding": ("CodeRef (NoteRef )*", {"guid!": GUID, **MADE}),
    "Links": ("(Link )+", {}),
    "Link": ("", {**NAMED, "originGUID": GUID, "targetGUID": GUID}),
    "Sets": ("(Set )+", {}),
    "Set": ("(Description )?(MemberCode )*(MemberSource )*(MemberNote )*", NAMED),
    "Description": ("", {}),
    **dict.fromkeys(
        (
            *("CodeRef", "NoteRef", "SourceRef", "SelectionRef", "VariableRef"),
            *("MemberCode", "MemberSource", "MemberNote"),
        ),
        REFERENCE,
    ),
    **dict.fromkeys(
        ("TextValue", "BooleanValue", "IntegerValue", "FloatValue", "DateValue", "DateTimeValue"),
        ("", {}),
    ),
}
CODEBOOK = PROJECT | {
    "CodeBook": ("Codes (Sets )?", {"origin": ANY}),
    "Code": ("(Description )?(Code )*", PROJECT["Code"][1]),
    "Set": ("(Description )?(MemberCode )*", NAMED),
    "MemberCode": ("", {"guid!": GUID}),
}
ROOTS = {
    "urn:QDA-XML:project:1.0": ("Project", PROJECT),
    "urn:QDA-XML:codebook:1.0": ("CodeBook", CODEBOOK),
}


def faults_in(written):
    """What of an XML file the schema would refuse."""
    top = ET.fromstring(written)
    namespace, root = top.tag.strip("{").split("}")
    expected, elements = ROOTS[namespace]
    faults = [] if root == expected else [f"{root} is not {expected}"]
    for node in top.iter():
        name = node.tag.split("}")[1]
        order, attributes = elements[name]
        held = "".join(f"{one.tag.split('}')[1]} " for one in node)
        if not re.fullmatch(order, held):
            faults.append(f"{name} holds {held}")
        known = {one.rstrip("!"): pattern for one, pattern in attributes.items()}
        faults += [f"{name} has {one}" for one in node.attrib if one not in known]
        faults += [
            f"{name} {one}={value!r}"
            for one, value in node.attrib.items()
            if one in known and not known[one].fullmatch(value)
        ]
        faults += [
            f"{name} lacks {one}"
            for one in attributes
            if one.endswith("!") and one.rstrip("!") not in node.attrib
        ]
    return faults
