"""Copies of Word files and spreadsheets without metadata: properties, authors of notes and changes, paths, EXIF.

The package is written anew part by part; the words that the reader sees stay as they are.
"""

import io
import re
import zipfile
from typing import Final

from lxml import etree

from liaison.papers.evidence.segments import without_metadata

SOMEBODY: Final = "匿名"
NO_TIME: Final = (1980, 1, 1, 0, 0, 0)
CORE: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"/>'
)
EXTENDED: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties"/>'
)
CUSTOM: Final = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"/>'
)
REPLACED: Final = {"docprops/core.xml": CORE, "docprops/app.xml": EXTENDED, "docprops/custom.xml": CUSTOM}
# Attributes, whatever their namespace, that say who wrote or when; those of ECMA-376 and of Microsoft's own parts.
WHO: Final = {"author", "initials", "userId", "providerId", "userName"}
WHEN: Final = {"date", "dateUtc"}
# Elements that hold nothing but where the file lay, who had it open and which session wrote which line.
DROPPED: Final = {"rsids", "absPath", "fileSharing", "docVars", "documentManagement"}
PICTURE: Final = re.compile(r"\.(jpe?g|png)$", re.IGNORECASE)
THUMBNAIL: Final = re.compile(r"^docProps/thumbnail\.", re.IGNORECASE)
LOCAL_PATH: Final = re.compile(r"^(file:|[A-Za-z]:|\\\\|/)")
PARSER: Final = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True)


def office_copy(data: bytes) -> bytes:
    """The document with the same words, without who, when, where and with what. Raises ValueError for broken XML."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as package, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for info in package.infolist():
            if info.is_dir() or THUMBNAIL.match(info.filename):
                continue
            copy.writestr(zipfile.ZipInfo(info.filename, NO_TIME), _part(info.filename, package.read(info)), 8)
    return made.getvalue()


def _part(name: str, data: bytes) -> bytes:
    if (replacement := REPLACED.get(name.lower())) is not None:
        return replacement
    if PICTURE.search(name):
        return without_metadata(data)
    if name.lower().endswith((".xml", ".rels")):
        return _xml(data, is_relations=name.lower().endswith(".rels"))
    return data


def _xml(data: bytes, *, is_relations: bool) -> bytes:
    try:
        tree = etree.fromstring(data, PARSER)
    except etree.XMLSyntaxError as error:
        raise ValueError("a part of the document is no XML") from error
    for element in list(tree.iter(etree.Element)):
        local = etree.QName(element).localname
        parent = element.getparent()
        if parent is not None and (local in DROPPED or (is_relations and _leads_to_thumbnail(element))):
            parent.remove(element)
        elif local == "author" and not len(element):
            element.text = SOMEBODY
        else:
            _attributes(element, is_relations=is_relations)
    return bytes(etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True))


def _attributes(element: etree._Element, *, is_relations: bool) -> None:
    for name in list(element.attrib):
        local = etree.QName(name).localname
        if local in WHO or (local == "displayName" and etree.QName(element).localname == "person"):
            element.set(name, SOMEBODY)
        elif local.startswith("rsid") or (local in WHEN and "}" in name):
            del element.attrib[name]
    if is_relations and element.get("TargetMode") == "External" and LOCAL_PATH.match(element.get("Target", "")):
        element.set("Target", "about:blank")


def _leads_to_thumbnail(element: etree._Element) -> bool:
    return str(element.get("Type", "")).endswith("/metadata/thumbnail")
