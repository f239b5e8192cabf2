"""Pictures, redrawn by Pillow: turned upright, smaller, and without what the camera added."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps, UnidentifiedImageError

from . import rules

SMALL_PNG = rules.MB


@dataclass(frozen=True, slots=True, kw_only=True)
class Redrawn:
    content: bytes
    thumbnail: bytes
    kind: rules.Kind
    width: int
    height: int
    looks: list[int]


def redrawn(content: bytes, kind: rules.Kind) -> Redrawn | rules.Fault:
    """A PNG stays one while it is small (screens, drawings); all else becomes a JPEG."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            picture = _upright(content)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        return rules.Fault.BOMB
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, IndexError):
        return rules.Fault.BROKEN
    if isinstance(picture, rules.Fault):
        return picture
    picture.thumbnail((rules.LONG_SIDE, rules.LONG_SIDE))
    kept, data = rules.JPEG, b""
    if kind is rules.PNG:
        kept, data = rules.PNG, _written(picture, "PNG", optimize=False)
    if not data or len(data) > SMALL_PNG:
        kept, data = rules.JPEG, _written(_opaque(picture), "JPEG", quality=86, progressive=True)
    width, height = picture.size
    looks = looks_of(_opaque(picture))
    picture.thumbnail((rules.THUMBNAIL_SIDE, rules.THUMBNAIL_SIDE))
    small = _written(picture, "WEBP", quality=76, method=3)
    return Redrawn(
        content=data, thumbnail=small, kind=kept, width=width, height=height, looks=looks
    )


def looks_of(picture: Image.Image) -> list[int]:
    """What a picture looks like, whole and cut at its edges: 64 signs each (dHash).

    A sign tells whether a field of a coarse grid is brighter than the one to its right; so it
    outlives other sizes, compression and light. Hardly anything on it: nothing can be told, [].
    """
    grey = picture.convert("L")
    width, height = grey.size
    found = []
    for kept in rules.KEPT_OF_LOOKS:
        edge_x, edge_y = width * (1 - kept) / 2, height * (1 - kept) / 2
        part = grey.resize(
            (rules.LOOK_SIDE + 1, rules.LOOK_SIDE), Image.Resampling.BOX,
            box=(edge_x, edge_y, width - edge_x, height - edge_y),
        )  # fmt: skip
        found.append(rules.look_of(list(part.tobytes())))
    return found if rules.says_something(found[0]) else []


def look_at(content: bytes) -> list[int]:
    """Of a picture as it was kept."""
    with Image.open(io.BytesIO(content)) as opened:
        return looks_of(_opaque(opened.convert("RGBA")))


def _upright(content: bytes) -> Image.Image | rules.Fault:
    with Image.open(io.BytesIO(content), formats=("JPEG", "PNG", "WEBP")) as opened:
        if opened.width * opened.height > rules.MOST_PIXELS:
            return rules.Fault.BOMB
        opened.draft("RGB", (rules.LONG_SIDE, rules.LONG_SIDE))
        opened.load()
        turned = ImageOps.exif_transpose(opened)
    mode = "RGBA" if turned.has_transparency_data else "RGB"
    plain = Image.new(mode, turned.size)
    plain.paste(turned.convert(mode))
    return plain


def _opaque(picture: Image.Image) -> Image.Image:
    if picture.mode == "RGB":
        return picture
    sheet = Image.new("RGB", picture.size, "white")
    sheet.paste(picture, mask=picture.getchannel("A"))
    return sheet


def _written(picture: Image.Image, form: str, **options: object) -> bytes:
    out, encode = io.BytesIO(), picture.save  # into memory: nothing is stored here
    encode(out, form, **options)
    return out.getvalue()
