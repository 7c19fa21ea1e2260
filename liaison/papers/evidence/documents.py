"""A copy of a PDF without metadata: who made it with what, what hangs on it, what it would do when it is opened."""

import io
from typing import Final

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from liaison.papers.evidence.segments import without_metadata

# Wherever they stand: metadata of XMP, private data of the program that made it, small pictures of pages, what acts by
# itself, files that hang on it (ISO 32000-2, 14.3, 14.5, 12.3.4, 12.6, 7.11).
DROPPED: Final = ("/Metadata", "/PieceInfo", "/LastModified", "/Thumb", "/AA", "/AF", "/JS", "/EF", "/SpiderInfo")
OF_ROOT: Final = ("/OpenAction", "/Collection", "/Perms", "/DSS", "/Extensions", "/Legal", "/URI")
ROOMS: Final = {
    "/Names": ("/EmbeddedFiles", "/JavaScript", "/AlternatePresentations", "/Renditions"),
    "/AcroForm": ("/XFA",),
}
OF_SIGNATURE: Final = ("/Name", "/Location", "/ContactInfo", "/Reason", "/Cert", "/M", "/Prop_Build")
# The author and the times of a note beside the text; what it says is content.
OF_NOTE: Final = ("/T", "/M", "/CreationDate", "/NM", "/RC")
ACTIONS: Final = {"/JavaScript", "/Launch", "/SubmitForm", "/ImportData", "/GoToE", "/RichMediaExecute", "/Rendition"}


def pdf_copy(data: bytes) -> bytes:
    """The pages as they look, alone. Earlier states that a PDF may still hold are gone too. Raises PdfError."""
    with pikepdf.open(io.BytesIO(data)) as document:
        if "/Info" in document.trailer:
            del document.trailer["/Info"]
        if "/ID" in document.trailer:
            del document.trailer["/ID"]
        _drop(document.Root, OF_ROOT)
        for room, dropped in ROOMS.items():
            if isinstance(found := document.Root.get(room), Dictionary):
                _drop(found, dropped)
        for thing in document.objects:
            _strip(thing)
        made = io.BytesIO()
        document.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return made.getvalue()


def _strip(thing: Object) -> None:
    """One object, and what is written out inside of it."""
    if isinstance(thing, Array):
        inside = list(thing)
    elif isinstance(thing, Dictionary | Stream):
        _strip_dictionary(thing)
        inside = [thing[name] for name in list(thing.keys())]
    else:
        return
    for part in inside:
        if isinstance(part, Dictionary | Array) and not part.is_indirect:
            _strip(part)


def _strip_dictionary(thing: Object) -> None:
    _drop(thing, DROPPED)
    if "/ByteRange" in thing:
        # A signature no longer fits what was written anew; how it looks on its page stays.
        _drop(thing, OF_SIGNATURE)
        thing["/Contents"] = pikepdf.String("")
    elif "/Rect" in thing and thing.get("/Subtype") not in (None, Name.Widget):
        _drop(thing, OF_NOTE)
    if str(thing.get("/S", "")) in ACTIONS:
        thing["/S"] = Name("/Named")
        thing["/N"] = Name("/NoAction")
    if isinstance(thing, Stream):
        _strip_picture(thing)


def _strip_picture(stream: Stream) -> None:
    """A photo that was put onto a page brings its own EXIF along."""
    filters = stream.get("/Filter")
    if stream.get("/Subtype") == Name.Image and filters in (Name.DCTDecode, Array([Name.DCTDecode])):
        stream.write(without_metadata(stream.read_raw_bytes()), filter=Name.DCTDecode, type_check=False)


def _drop(thing: Object, names: tuple[str, ...]) -> None:
    for name in names:
        if name in thing:
            del thing[name]
