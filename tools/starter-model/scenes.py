"""Procedural pictures of foods that few training photos show, drawn with random shapes.

They are crude, but a convolutional backbone reads texture: heaps of short grains, bundles of long
strands, a plate of liquid, smooth ovals, crumbly blocks. Colours, sizes and light are random.
"""

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

BIG = 448  # drawn at twice the input's size, then reduced


def _colour(rng, base, spread=14, light=None):
    light = rng.uniform(0.85, 1.1) if light is None else light
    return tuple(int(np.clip(c * light + rng.normal(0, spread), 0, 255)) for c in base)


def _pick(rng, options):
    return options[rng.integers(len(options))]


def _blob(rng, x, y, rx, ry, wobble=0.12, points=36):
    """The outline of a roundish shape."""
    angles = np.linspace(0, 2 * np.pi, points, endpoint=False)
    radius = 1 + sum(
        rng.normal(0, wobble / k) * np.cos(k * angles + rng.uniform(0, 6)) for k in range(2, 6)
    )
    return [(x + rx * r * np.cos(a), y + ry * r * np.sin(a)) for a, r in zip(angles, radius)]


def _noise(rng, cells, size=BIG):
    small = Image.fromarray((rng.random((cells, cells)) * 255).astype(np.uint8))
    return np.asarray(small.resize((size, size), Image.Resampling.BICUBIC), np.float32) / 255 - 0.5


def _texture(image, rng, strength, cells=(12, 40, 130)):
    """Uneven brightness at a few scales."""
    shade = sum(_noise(rng, c) for c in cells) / len(cells) * strength
    pixels = np.asarray(image, np.float32) + shade[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _light(image, rng):
    """A soft light from one side."""
    angle = rng.uniform(0, 2 * np.pi)
    y, x = np.mgrid[-1 : 1 : BIG * 1j, -1 : 1 : BIG * 1j]
    slope = (np.cos(angle) * x + np.sin(angle) * y) * rng.uniform(0, 28)
    pixels = np.asarray(image, np.float32) + slope[:, :, None]
    return Image.fromarray(np.clip(pixels, 0, 255).astype(np.uint8))


def _dish(image, rng, bowl=None):
    """A plate or bowl drawn on the table; returns the centre and radii of what it holds."""
    draw = ImageDraw.Draw(image)
    x, y = BIG / 2 + rng.normal(0, 14, 2)
    r = rng.uniform(0.38, 0.5) * BIG
    ry = r * rng.uniform(0.75, 1)
    china = _pick(rng, [(240, 240, 236), (236, 232, 222), (60, 66, 78), (140, 90, 60), (205, 215, 220)])
    china = _colour(rng, china, 6)
    draw.ellipse((x - r + 8, y - ry + 14, x + r + 8, y + ry + 14), fill=(60, 50, 44))
    draw.ellipse((x - r, y - ry, x + r, y + ry), fill=china)
    inner = rng.uniform(0.72, 0.9)
    shade = tuple(int(c * 0.9) for c in china)
    draw.ellipse((x - r * inner, y - ry * inner, x + r * inner, y + ry * inner), fill=shade)
    return x, y, r * inner, ry * inner


def _inside(rng, x, y, rx, ry):
    angle, radius = rng.uniform(0, 2 * np.pi), np.sqrt(rng.random())
    return x + rx * radius * np.cos(angle), y + ry * radius * np.sin(angle)


def _garnish(draw, rng, place, count):
    for _ in range(count):
        x, y = _inside(rng, *place)
        r = rng.uniform(4, 11)
        green = _colour(rng, _pick(rng, [(70, 130, 50), (110, 160, 70), (190, 60, 40)]))
        draw.polygon(_blob(rng, x, y, r, r * rng.uniform(0.4, 1), 0.25, 12), fill=green)


def _holder(image, rng, full=0.3):
    """Either a dish or, in `full` of the cases, the whole frame (a close-up)."""
    if rng.random() < full:
        return BIG / 2, BIG / 2, BIG * 0.75, BIG * 0.75
    return _dish(image, rng)


def rice(image, rng):
    place = _holder(image, rng)
    draw = ImageDraw.Draw(image)
    tone = _pick(rng, [(246, 243, 234), (240, 228, 196), (200, 165, 115), (235, 205, 130), (215, 180, 130)])
    x, y, rx, ry = place
    draw.polygon(_blob(rng, x, y, rx, ry, 0.05), fill=tuple(int(c * 0.75) for c in tone))
    length = rng.uniform(9, 22)
    for _ in range(int(min(4200, 6.5 * rx * ry / length**1.6))):
        gx, gy = _inside(rng, *place)
        a, size = rng.uniform(0, np.pi), length * rng.uniform(0.7, 1.1)
        dx, dy = np.cos(a) * size / 2, np.sin(a) * size / 2
        draw.line((gx - dx, gy - dy, gx + dx, gy + dy), fill=_colour(rng, tone, 9), width=max(3, int(length / 3.2)))
    if rng.random() < 0.5:
        _garnish(draw, rng, place, int(rng.integers(5, 70)))
    return image


def noodles(image, rng):
    place = _holder(image, rng, 0.2)
    x, y, rx, ry = place
    draw = ImageDraw.Draw(image)
    tone = _pick(rng, [(238, 208, 138), (246, 236, 206), (228, 180, 96), (214, 150, 80), (240, 200, 110)])
    under = _pick(rng, [(120, 60, 26), (180, 110, 50), (150, 120, 70)])
    draw.polygon(_blob(rng, x, y, rx, ry, 0.04), fill=under)
    width = int(rng.uniform(5, 13))
    for _ in range(int(rng.uniform(60, 130))):
        px, py = _inside(rng, x, y, rx * 0.8, ry * 0.8)
        heading, turn = rng.uniform(0, 2 * np.pi), rng.normal(0, 0.12)
        line = []
        for _step in range(26):
            if ((px - x) / rx) ** 2 + ((py - y) / ry) ** 2 > 0.9:
                break
            line.append((px, py))
            px, py = px + 9 * np.cos(heading), py + 9 * np.sin(heading)
            heading, turn = heading + turn, turn + rng.normal(0, 0.03)
        colour = _colour(rng, tone, 9)
        if len(line) > 3:
            draw.line(line, fill=tuple(int(c * 0.72) for c in colour), width=width + 3, joint="curve")
            draw.line(line, fill=colour, width=width, joint="curve")
    _garnish(draw, rng, (x, y, rx * 0.7, ry * 0.7), int(rng.integers(0, 30)))
    return image


def soup(image, rng):
    x, y, rx, ry = _dish(image, rng)
    draw = ImageDraw.Draw(image)
    tone = _pick(rng, [(222, 120, 50), (238, 222, 186), (190, 60, 36), (130, 150, 60), (214, 160, 80), (150, 96, 50)])
    draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=_colour(rng, tone, 8))
    draw.ellipse((x - rx * 0.96, y - ry * 0.96, x + rx * 0.96, y + ry * 0.96), fill=_colour(rng, tone, 8))
    place = (x, y, rx * 0.85, ry * 0.85)
    for _ in range(int(rng.integers(0, 26))):
        px, py = _inside(rng, *place)
        r = rng.uniform(6, 24)
        bit = _colour(rng, _pick(rng, [(226, 110, 40), (240, 226, 190), (110, 140, 60), (196, 70, 44), (236, 206, 130)]))
        draw.polygon(_blob(rng, px, py, r, r * rng.uniform(0.5, 1), 0.2, 16), fill=bit)
    _garnish(draw, rng, place, int(rng.integers(0, 40)))
    if rng.random() < 0.4:
        cx, cy = _inside(rng, x, y, rx * 0.4, ry * 0.4)
        draw.polygon(_blob(rng, cx, cy, rx * 0.3, ry * 0.2, 0.3), fill=(246, 240, 226))
    return image.filter(ImageFilter.GaussianBlur(1.2))


def _ball(image, rng, x, y, rx, ry, tone):
    """A smooth shaded egg shape."""
    gy, gx = np.mgrid[0:BIG, 0:BIG].astype(np.float32)
    u, v = (gx - x) / rx, (gy - y) / ry
    v = v * (1 + 0.12 * v)
    distance = u * u + v * v
    light = 1 - 0.5 * np.clip((u * 0.55 + v * 0.75 + 0.35), 0, 1.4)
    pixels = np.asarray(image, np.float32)
    colour = np.array(_colour(rng, tone, 6, 1.0), np.float32) * light[:, :, None]
    edge = np.clip((1 - distance) * 14, 0, 1)[:, :, None]
    shadow = np.clip(1.25 - ((gx - x - rx * 0.2) / rx) ** 2 - ((gy - y - ry * 0.25) / ry) ** 2, 0, 1)
    pixels = pixels * (1 - 0.5 * shadow[:, :, None])
    mixed = pixels * (1 - edge) + colour * edge
    return Image.fromarray(np.clip(mixed, 0, 255).astype(np.uint8))


def egg(image, rng):
    style = rng.integers(3)
    if style == 0:  # whole eggs
        if rng.random() < 0.4:
            image = _texture(image, rng, 20)
            _dish(image, rng)
        count = int(rng.integers(1, 8))
        size = rng.uniform(0.12, 0.3) * BIG if count < 4 else rng.uniform(0.1, 0.16) * BIG
        for _ in range(count):
            tone = _pick(rng, [(246, 240, 230), (222, 168, 124), (204, 142, 96), (238, 214, 186)])
            x, y = rng.uniform(0.2, 0.8, 2) * BIG
            image = _ball(image, rng, x, y, size * 0.78, size, tone)
        return image
    place = _dish(image, rng) if rng.random() < 0.7 else (BIG / 2, BIG / 2, BIG * 0.4, BIG * 0.4)
    draw = ImageDraw.Draw(image)
    for _ in range(int(rng.integers(1, 4))):
        x, y = _inside(rng, place[0], place[1], place[2] * 0.5, place[3] * 0.5)
        r = rng.uniform(55, 105)
        wobble, ratio = (0.22, 0.9) if style == 1 else (0.02, 0.75)
        outline = _blob(rng, x, y, r, r * ratio, wobble)
        draw.polygon([(a + 3, b + 5) for a, b in outline], fill=(150, 130, 100))
        draw.polygon(outline, fill=_colour(rng, (250, 247, 238), 3))
        yolk = _colour(rng, _pick(rng, [(250, 190, 40), (246, 160, 30), (248, 210, 90)]), 6)
        k = r * rng.uniform(0.36, 0.5)
        yx, yy = x + rng.normal(0, r * 0.08), y + rng.normal(0, r * 0.08)
        draw.ellipse((yx - k, yy - k, yx + k, yy + k), fill=yolk)
        if style == 1:
            draw.ellipse((yx - k * 0.5, yy - k * 0.6, yx - k * 0.2, yy - k * 0.3), fill=(255, 240, 200))
        else:
            _garnish(draw, rng, (yx, yy, k, k), int(rng.integers(0, 14)))
    return image.filter(ImageFilter.GaussianBlur(1))


def dairy(image, rng):
    tone = _pick(rng, [(246, 214, 110), (250, 236, 170), (248, 244, 230), (240, 180, 70), (250, 226, 130)])
    style = rng.integers(3)
    if style == 0:  # blocks and slices
        draw = ImageDraw.Draw(image)
        for _ in range(int(rng.integers(1, 12))):
            x, y = rng.uniform(0.15, 0.75, 2) * BIG
            w, h, d = rng.uniform(50, 170), rng.uniform(30, 90), rng.uniform(15, 60)
            front, top, side = (_colour(rng, tone, 5, k) for k in (0.92, 1.05, 0.75))
            draw.polygon([(x, y), (x + w, y), (x + w, y + h), (x, y + h)], fill=front)
            draw.polygon([(x, y), (x + d, y - d * 0.6), (x + w + d, y - d * 0.6), (x + w, y)], fill=top)
            draw.polygon([(x + w, y), (x + w + d, y - d * 0.6), (x + w + d, y + h - d * 0.6), (x + w, y + h)], fill=side)
            if rng.random() < 0.35:
                for _ in range(int(rng.integers(3, 9))):
                    cx, cy, r = x + rng.random() * w, y + rng.random() * h, rng.uniform(4, 13)
                    draw.ellipse((cx - r, cy - r, cx + r, cy + r), fill=_colour(rng, tone, 5, 0.7))
        return image
    if style == 1:  # a heap of gratings
        place = (BIG / 2, BIG / 2, rng.uniform(0.3, 0.55) * BIG, rng.uniform(0.25, 0.5) * BIG)
        draw = ImageDraw.Draw(image)
        for _ in range(900):
            x, y = _inside(rng, *place)
            a, size = rng.uniform(0, np.pi), rng.uniform(18, 60)
            bend = rng.normal(0, 7)
            dx, dy = np.cos(a) * size / 2, np.sin(a) * size / 2
            line = [(x - dx, y - dy), (x + bend, y - bend), (x + dx, y + dy)]
            draw.line(line, fill=_colour(rng, tone, 10), width=int(rng.integers(2, 7)), joint="curve")
        _garnish(draw, rng, place, int(rng.integers(0, 8)))
        return image
    x, y, rx, ry = _dish(image, rng)  # yoghurt, cream
    draw = ImageDraw.Draw(image)
    draw.ellipse((x - rx, y - ry, x + rx, y + ry), fill=_colour(rng, (250, 247, 238), 3))
    for k in np.linspace(0.8, 0.15, 7):
        shade = _colour(rng, (250, 247, 238), 2, rng.uniform(0.93, 1.02))
        ox, oy = rng.normal(0, 9, 2)
        draw.ellipse((x + ox - rx * k, y + oy - ry * k, x + ox + rx * k, y + oy + ry * k), outline=shade, width=11)
    return image.filter(ImageFilter.GaussianBlur(3))


def fried(image, rng):
    place = _dish(image, rng)
    draw = ImageDraw.Draw(image)
    gold = _pick(rng, [(224, 164, 70), (206, 130, 50), (180, 104, 40), (236, 190, 100)])
    style = rng.integers(3)
    for _ in range(int(rng.integers(25, 60) if style == 0 else rng.integers(4, 15))):
        x, y = _inside(rng, place[0], place[1], place[2] * 0.85, place[3] * 0.85)
        if style == 0:  # sticks
            a, size, w = rng.uniform(0, np.pi), rng.uniform(70, 170), rng.uniform(9, 17)
            dx, dy = np.cos(a) * size / 2, np.sin(a) * size / 2
            for k, width in ((0.7, w + 4), (1.0, w)):
                draw.line((x - dx, y - dy, x + dx, y + dy), fill=_colour(rng, gold, 8, k), width=int(width))
        elif style == 1:  # crusted lumps
            r = rng.uniform(30, 75)
            for k in (0.6, 0.85, 1.0):
                draw.polygon(_blob(rng, x, y, r * (1.25 - k / 4), r * 0.8, 0.22), fill=_colour(rng, gold, 10, k))
            for _ in range(60):
                px, py = _inside(rng, x, y, r * 0.85, r * 0.65)
                s = rng.uniform(2, 8)
                draw.polygon(_blob(rng, px, py, s, s, 0.3, 8), fill=_colour(rng, gold, 22))
        else:  # rings and rolls
            r = rng.uniform(26, 55)
            box = (x - r, y - r * 0.75, x + r, y + r * 0.75)
            draw.ellipse((box[0] - 3, box[1] - 1, box[2] + 3, box[3] + 5), outline=_colour(rng, gold, 6, 0.6), width=int(r * 0.5))
            draw.ellipse(box, outline=_colour(rng, gold, 10), width=int(r * 0.4))
    return _texture(image, rng, 45)


def meat(image, rng):
    place = _holder(image, rng, 0.15)
    draw = ImageDraw.Draw(image)
    raw = rng.random() < 0.5
    tone = _pick(rng, [(176, 44, 48), (200, 80, 80), (150, 40, 40)] if raw else [(110, 62, 36), (134, 78, 48), (90, 50, 34)])
    if rng.random() < 0.4:  # minced
        for _ in range(700):
            x, y = _inside(rng, place[0], place[1], place[2] * 0.8, place[3] * 0.7)
            a, size = rng.uniform(0, np.pi), rng.uniform(12, 34)
            dx, dy = np.cos(a) * size / 2, np.sin(a) * size / 2
            pale = (230, 170, 160) if raw and rng.random() < 0.2 else tone
            draw.line((x - dx, y - dy, x + dx, y + dy), fill=_colour(rng, pale, 14), width=int(rng.integers(6, 13)))
        return image
    for _ in range(int(rng.integers(1, 5))):
        x, y = _inside(rng, place[0], place[1], place[2] * 0.5, place[3] * 0.5)
        r = rng.uniform(75, 140)
        outline = _blob(rng, x, y, r, r * rng.uniform(0.5, 0.85), 0.15)
        draw.polygon([(a + 2, b + 8) for a, b in outline], fill=(60, 30, 22))
        draw.polygon(outline, fill=(236, 206, 186) if raw else _colour(rng, tone, 6, 0.7))
        draw.polygon([(x + (a - x) * 0.92, y + (b - y) * 0.9) for a, b in outline], fill=_colour(rng, tone, 8))
        for _ in range(int(rng.integers(6, 18))):
            px, py = _inside(rng, x, y, r * 0.75, r * 0.45)
            a, size = rng.normal(0.3, 0.5), rng.uniform(20, 70)
            line = [(px + size * t * np.cos(a), py + size * t * np.sin(a) + rng.normal(0, 3)) for t in np.linspace(-0.5, 0.5, 6)]
            draw.line(line, fill=(236, 196, 184) if raw else (56, 30, 20), width=int(rng.integers(2, 6)), joint="curve")
    return _texture(image, rng, 50)


def bread(image, rng):
    draw = ImageDraw.Draw(image)
    crust = _pick(rng, [(190, 124, 60), (164, 98, 44), (212, 154, 88), (140, 84, 42)])
    crumb = _colour(rng, (238, 216, 172), 6)
    for _ in range(int(rng.integers(1, 4))):
        x, y = BIG / 2 + rng.normal(0, 60, 2)
        r = rng.uniform(110, 190)
        ry = r * rng.uniform(0.45, 0.8)
        outline = _blob(rng, x, y, r, ry, 0.06)
        draw.polygon([(a + 3, b + 12) for a, b in outline], fill=(70, 46, 28))
        draw.polygon(outline, fill=_colour(rng, crust, 6))
        if rng.random() < 0.5:  # a cut face
            draw.polygon([(x + (a - x) * 0.88, y + (b - y) * 0.86) for a, b in outline], fill=crumb)
            for _ in range(160):
                px, py = _inside(rng, x, y, r * 0.8, ry * 0.75)
                s = rng.uniform(1.5, 7)
                draw.ellipse((px - s, py - s * 0.7, px + s, py + s * 0.7), fill=_colour(rng, (214, 184, 134), 8))
        else:  # slashes in the crust
            for k in np.linspace(-0.6, 0.6, int(rng.integers(2, 6))):
                draw.line((x + r * k - 25, y + ry * 0.4, x + r * k + 25, y - ry * 0.4), fill=crumb, width=int(rng.integers(8, 20)))
    return _texture(image, rng, 55)


SCENES = {
    "Bread": bread, "Dairy product": dairy, "Egg": egg, "Fried food": fried, "Meat": meat,
    "Noodles/Pasta": noodles, "Rice": rice, "Soup": soup,
}


def scene(name, rng, background):
    """One picture of class `name` on a table made by `background`."""
    image = background(rng, BIG)
    image = _light(_texture(SCENES[name](image, rng), rng, 16), rng)
    return image.filter(ImageFilter.GaussianBlur(rng.uniform(0, 1)))
