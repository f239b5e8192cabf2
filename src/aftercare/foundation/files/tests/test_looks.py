"""What pictures look like: the same photo again, smaller, compressed, cut, and others (R-CO-05)."""

import io
from random import Random

import pytest
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from aftercare.foundation.files import rules
from aftercare.foundation.files.adapters import looks_of


def scene(seed: int, size: tuple[int, int] = (960, 720)) -> Image.Image:
    """Something like a photo: soft blotches of light, and a few things on them."""
    rng = Random(seed)  # noqa: S311 - a picture, no secret
    picture = Image.new("RGB", size, tuple(rng.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(picture)
    for _ in range(40):
        x, y, r = rng.randrange(size[0]), rng.randrange(size[1]), rng.randrange(30, 260)
        draw.ellipse((x - r, y - r, x + r, y + r), fill=tuple(rng.randrange(256) for _ in range(3)))
    return picture.filter(ImageFilter.GaussianBlur(6))


def compressed(picture: Image.Image, quality: int) -> Image.Image:
    out, encode = io.BytesIO(), picture.save
    encode(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def cut(picture: Image.Image, share: float) -> Image.Image:
    """So much taken from all edges together, the middle kept."""
    width, height = picture.size
    x, y = width * share / 2, height * share / 2
    return picture.crop((round(x), round(y), round(width - x), round(height - y)))


def signs_apart(one: Image.Image, other: Image.Image) -> int:
    mine, theirs = looks_of(one), looks_of(other)
    pairs = [(mine[0], theirs[0]), *((mine[0], look) for look in theirs[1:])]
    pairs += [(look, theirs[0]) for look in mine[1:]]
    return min(rules.apart(*pair) for pair in pairs)


@pytest.mark.parametrize(
    "again",
    [
        lambda p: compressed(p, 30),
        lambda p: p.resize((320, 240)),
        lambda p: compressed(p.resize((480, 360)), 50),
        lambda p: ImageEnhance.Brightness(p).enhance(1.15),
        lambda p: cut(p, 0.05),
        lambda p: cut(p, 0.1),
        lambda p: compressed(cut(p, 0.2), 60),
    ],
    ids=["compressed", "smaller", "both", "brighter", "cut 5%", "cut 10%", "cut 20% compressed"],
)
def test_the_same_photo_is_known_again(again: object) -> None:
    far = [signs_apart(scene(seed), again(scene(seed))) for seed in range(12)]  # type: ignore[operator]
    assert max(far) <= rules.ALIKE


def test_other_photos_are_others() -> None:
    pictures = [scene(seed) for seed in range(24)]
    far = [signs_apart(a, b) for n, a in enumerate(pictures) for b in pictures[:n]]
    assert min(far) > rules.ALIKE


def test_a_plain_surface_says_nothing() -> None:
    assert looks_of(Image.new("RGB", (400, 300), "white")) == []
