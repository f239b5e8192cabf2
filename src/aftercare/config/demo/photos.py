"""Photos as customers send them, drawn: a crack, a stain, a label. Nobody's home is shown."""

import io
import re
from random import Random

from PIL import Image, ImageDraw, ImageFilter, ImageFont

SIZE = (960, 720)
WALLS = ((214, 206, 192), (188, 176, 158), (226, 224, 218), (160, 138, 110), (205, 212, 216))


CRACKED = re.compile("裂|缝|翘|变形|掉漆|塌|破|凹|碎")
STAINED = re.compile("漏|渗|水|霉|起皮|掉皮|掉色|发黄")


def kinds_for(text: str, *, has_label: bool) -> list[str]:
    """What a customer who tells this may have photographed."""
    seen = "crack" if CRACKED.search(text) else "stain" if STAINED.search(text) else ""
    return [kind for kind in (seen, "label" if has_label else "") if kind]


def photo(rng: Random, kind: str, text: str = "") -> bytes:
    """`kind` is crack, stain or label; `text` is what a label says, a line each."""
    picture = _wall(rng)
    {"crack": _crack, "stain": _stain}.get(kind, _label)(picture, rng, text)
    soft = picture.filter(ImageFilter.GaussianBlur(0.8))
    out, encode = io.BytesIO(), soft.save  # into memory: nothing is stored here
    encode(out, "JPEG", quality=82)
    return out.getvalue()


def _wall(rng: Random) -> Image.Image:
    """A tiled or boarded surface, lit from one side."""
    ground = rng.choice(WALLS)
    picture = Image.new("RGB", SIZE, ground)
    draw = ImageDraw.Draw(picture)
    joint = tuple(max(channel - 38, 0) for channel in ground)
    wide, high = rng.choice(((320, 240), (480, 120), (240, 720)))
    for x in range(rng.randrange(wide), SIZE[0], wide):
        draw.line([(x, 0), (x, SIZE[1])], fill=joint, width=4)
    for y in range(rng.randrange(high), SIZE[1], high):
        draw.line([(0, y), (SIZE[0], y)], fill=joint, width=4)
    light = Image.linear_gradient("L").resize(SIZE).rotate(rng.choice((0, 180)))
    return Image.composite(picture, Image.new("RGB", SIZE, joint), light.point(_lit))


def _lit(value: int) -> int:
    return 150 + value * 105 // 255


def _crack(picture: Image.Image, rng: Random, _text: str) -> None:
    draw = ImageDraw.Draw(picture)
    x, y = rng.randint(80, 300), rng.randint(100, 300)
    for width in (7, 5, 4, 3, 2, 2):
        step = [(x, y)]
        for _ in range(5):
            x, y = x + rng.randint(8, 34), y + rng.randint(-16, 30)
            step.append((x, y))
        draw.line(step, fill=(48, 42, 38), width=width, joint="curve")
        draw.line([step[-2], (x - 40, y + 50)], fill=(70, 62, 56), width=2)


def _stain(picture: Image.Image, rng: Random, _text: str) -> None:
    patch = Image.new("L", SIZE, 0)
    draw = ImageDraw.Draw(patch)
    x, y = rng.randint(300, 600), rng.randint(220, 460)
    for _ in range(26):
        a, b, r = x + rng.randint(-170, 170), y + rng.randint(-90, 120), rng.randint(30, 95)
        draw.ellipse([a - r, b - r, a + r, b + r], fill=120)
    soft = patch.filter(ImageFilter.GaussianBlur(16))
    picture.paste(Image.new("RGB", SIZE, (112, 92, 64)), mask=soft)


def _label(picture: Image.Image, _rng: Random, text: str) -> None:
    draw = ImageDraw.Draw(picture)
    draw.rounded_rectangle([180, 200, 780, 540], 14, fill=(240, 240, 236), outline=(90, 90, 90))
    for row, line in enumerate(text.splitlines()[:6]):
        draw.text((215, 230 + row * 46), line, fill=(30, 30, 30), font=ImageFont.load_default(30))
    for bar in range(40):
        draw.line(
            [(560 + bar * 5, 470), (560 + bar * 5, 520)], fill=(20, 20, 20), width=1 + bar % 3
        )
