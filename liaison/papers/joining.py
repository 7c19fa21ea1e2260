"""Parts of one paper become one PDF: pages, tags, bookmarks and the links of the contents to all of them."""

import io
from collections.abc import Iterator, Sequence
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, OutlineItem, Pdf

from liaison.papers.reports import Heading


def joined(files: Sequence[bytes], headings: Sequence[Sequence[Heading]], front: int) -> bytes:
    """One file of all pages, with the metadata of the first file; the same files give the same bytes.

    `headings` are those of each file, in the order of its bookmarks. A place of the first file that is named like a
    heading's anchor becomes that heading's. The first `front` pages are labelled with small Roman numbers.
    """
    with Pdf.open(io.BytesIO(files[0])) as whole:
        before = len(whole.pages)
        places = dict(zip(headings[0], _places(whole.Root), strict=True))
        for data, own in zip(files[1:], headings[1:], strict=True):
            with Pdf.open(io.BytesIO(data)) as other:
                root = _append(whole, other)
            places |= dict(zip(own, _places(root), strict=True))
        _renumber_links(whole, before)
        _name_places(whole, places)
        _write_bookmarks(whole, places)
        label_pages(whole, front)
        made = io.BytesIO()
        whole.save(made, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
        return made.getvalue()


def label_pages(pdf: Pdf, front: int) -> None:
    """Tell the reader's program that the text begins at page 1, behind so many pages before it."""
    roman = [0, Dictionary(S=Name.r)] if front else []
    pdf.Root.PageLabels = Dictionary(Nums=Array([*roman, front, Dictionary(S=Name.D)]))


def _append(whole: Pdf, other: Pdf) -> Any:
    """Add pages and tags; gives the tree of the other's bookmarks. Pages come first: what refers to them needs them."""
    start = len(whole.pages)
    whole.pages.extend(other.pages)
    for number, page in enumerate(list(whole.pages)[start:], start):
        page.obj.StructParents = number
    tree, added = whole.Root.StructTreeRoot, whole.copy_foreign(other.Root.StructTreeRoot)
    document = tree.K[0]
    for element in added.K[0].K:
        element.P = document
        document.K.append(element)
    numbers = added.ParentTree.Nums
    for place in range(0, len(numbers), 2):
        tree.ParentTree.Nums.append(int(numbers[place]) + start)
        tree.ParentTree.Nums.append(numbers[place + 1])
    return Dictionary(Outlines=whole.copy_foreign(other.Root.Outlines)) if "/Outlines" in other.Root else Dictionary()


def _renumber_links(whole: Pdf, before: int) -> None:
    """The links of the first file took the numbers that the pages behind it now have."""
    numbers = whole.Root.StructTreeRoot.ParentTree.Nums
    entries = [(int(numbers[place]), numbers[place + 1]) for place in range(0, len(numbers), 2)]
    pages, links = (
        entries[:before] + entries[before + _links(whole, before) :],
        entries[before:][: _links(whole, before)],
    )
    moved = [(len(whole.pages) + place, element) for place, (_, element) in enumerate(links)]
    for page in list(whole.pages)[:before]:
        for link in page.obj.get("/Annots", ()):
            link.StructParent = int(link.StructParent) - before + len(whole.pages)
    whole.Root.StructTreeRoot.ParentTree.Nums = Array([each for entry in (*pages, *moved) for each in entry])


def _links(whole: Pdf, before: int) -> int:
    return sum(len(page.obj.get("/Annots", ())) for page in list(whole.pages)[:before])


def _places(root: Any) -> Iterator[Any]:
    """Where the bookmarks lead, in their order."""

    def below(item: Any) -> Iterator[Any]:
        child = item.get("/First")
        while child is not None:
            yield child.Dest
            yield from below(child)
            child = child.get("/Next")

    if "/Outlines" in root:
        yield from below(root.Outlines)


def _name_places(whole: Pdf, places: dict[Heading, Any]) -> None:
    if "/Names" in whole.Root:
        named = {heading.anchor: place for heading, place in places.items()}
        names = whole.Root.Names.Dests.Names
        for at in range(0, len(names), 2):
            names[at + 1] = named.get(str(names[at]), names[at + 1])


def _write_bookmarks(whole: Pdf, places: dict[Heading, Any]) -> None:
    with whole.open_outline() as outline:
        outline.root.clear()
        above: list[tuple[int, list[OutlineItem]]] = [(0, outline.root)]
        for heading, place in places.items():
            while above[-1][0] >= heading.level:
                above.pop()
            item = OutlineItem(heading.text, place)
            above[-1][1].append(item)
            above.append((heading.level, item.children))
