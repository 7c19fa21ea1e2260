"""Pictures: a copy made of the dots alone, upright, without EXIF; and a smaller one to look at on a page."""

import io
from typing import Final

import pi_heif
from PIL import Image, ImageCms, ImageOps

SHOWN_DOTS: Final = 1600
QUALITY: Final = 92
SHOWN_QUALITY: Final = 85

pi_heif.register_heif_opener()


def jpeg_copy(data: bytes) -> bytes:
    """The picture as JPEG without metadata."""
    return _saved(_bare(data).convert("RGB"), "JPEG", quality=QUALITY, subsampling=0)


def png_copy(data: bytes) -> bytes:
    """The picture as PNG without metadata, transparent where it was."""
    return _saved(_bare(data), "PNG")


def shown(data: bytes) -> bytes:
    """The picture in a size for a page, as JPEG on white."""
    picture = _bare(data)
    if "A" in picture.getbands():
        picture = Image.alpha_composite(Image.new("RGBA", picture.size, "white"), picture.convert("RGBA"))
    picture = picture.convert("RGB")
    picture.thumbnail((SHOWN_DOTS, SHOWN_DOTS))
    return _saved(picture, "JPEG", quality=SHOWN_QUALITY)


def _bare(data: bytes) -> Image.Image:
    """The dots, upright and in sRGB, in a picture that knows nothing else."""
    with Image.open(io.BytesIO(data)) as opened:
        opened.load()
        profile = opened.info.get("icc_profile")
        upright = ImageOps.exif_transpose(opened)
    has_alpha = "A" in upright.getbands() or "transparency" in upright.info
    upright = upright.convert("RGBA" if has_alpha else "RGB")
    if profile:
        upright = _in_srgb(upright, profile)
    bare = Image.new(upright.mode, upright.size)
    bare.paste(upright)
    return bare


def _in_srgb(picture: Image.Image, profile: bytes) -> Image.Image:
    """The colours that the profile means, since the profile itself (it names its maker) is not kept."""
    try:
        source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
        made = ImageCms.profileToProfile(picture, source, ImageCms.createProfile("sRGB"), outputMode=picture.mode)
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return made or picture


def _saved(picture: Image.Image, form: str, **options: int) -> bytes:
    made = io.BytesIO()
    picture.save(made, form, **options)
    return made.getvalue()
