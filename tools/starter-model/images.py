"""Photos, emoji renders, backgrounds and the random changes made to them for training."""

import csv
import io
import json
from pathlib import Path

import numpy as np
import resvg_py
from PIL import Image, ImageDraw, ImageEnhance, ImageFilter

from graph import IMAGENET_MEAN, IMAGENET_STD

CLASSES = [
    "Bread", "Dairy product", "Dessert", "Egg", "Fried food", "Meat",
    "Noodles/Pasta", "Rice", "Seafood", "Soup", "Vegetable/Fruit",
]
SIZE = 224
FILTERS = (Image.Resampling.BILINEAR, Image.Resampling.BICUBIC, Image.Resampling.LANCZOS)


def read_photos(folder):
    """The labelled photos of a folder: dictionaries of image, label (an index), kind and file."""
    photos = []
    with open(Path(folder) / "labels.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            image = Image.open(Path(folder) / row["file"]).convert("RGB")
            image.thumbnail((768, 768), Image.Resampling.LANCZOS)  # only keeps memory small
            label = CLASSES.index(row["label"])
            photos.append({"image": image, "label": label, "kind": row["kind"], "file": row["file"]})
    return photos


def stretch(image, resample=Image.Resampling.LANCZOS):
    """What the server does: the whole image stretched to the input's size."""
    return image.resize((SIZE, SIZE), resample)


def to_input(images):
    """Images of the input's size as the network's float32 NCHW array."""
    pixels = np.stack([np.asarray(image, np.float32) for image in images]) / 255
    return np.ascontiguousarray(((pixels - IMAGENET_MEAN) / IMAGENET_STD).transpose(0, 3, 1, 2))


def augment(image, rng, smallest=0.35):
    """A random crop of at least `smallest` of the area, turned, mirrored and recoloured a little."""
    width, height = image.size
    if rng.random() < 0.3:
        image = image.rotate(rng.uniform(-20, 20), Image.Resampling.BILINEAR, expand=False)
    area = rng.uniform(smallest, 1) * width * height
    ratio = np.exp(rng.uniform(np.log(3 / 4), np.log(4 / 3))) * width / height
    w = int(min(width, round(np.sqrt(area * ratio))))
    h = int(min(height, round(np.sqrt(area / ratio))))
    x, y = rng.integers(0, width - w + 1), rng.integers(0, height - h + 1)
    resample = FILTERS[rng.integers(len(FILTERS))]
    image = image.resize((SIZE, SIZE), resample, box=(x, y, x + w, y + h))
    if rng.random() < 0.5:
        image = image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)
    for change in (ImageEnhance.Brightness, ImageEnhance.Contrast, ImageEnhance.Color):
        image = change(image).enhance(rng.uniform(0.7, 1.3))
    if rng.random() < 0.15:
        image = image.filter(ImageFilter.GaussianBlur(rng.uniform(0.5, 1.5)))
    return image


class EmojiSet:
    """One iconify icon set, read from its npm package's folder."""

    def __init__(self, folder):
        self.icons = json.loads((Path(folder) / "icons.json").read_text(encoding="utf-8"))

    def has(self, name):
        return name in self.icons["icons"] or name in self.icons.get("aliases", {})

    def render(self, name, size):
        name = self.icons.get("aliases", {}).get(name, {}).get("parent", name)
        icon = self.icons["icons"][name]
        width = icon.get("width", self.icons.get("width", 16))
        height = icon.get("height", self.icons.get("height", 16))
        svg = (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
            f'viewBox="0 0 {width} {height}" width="{size}" height="{size}">{icon["body"]}</svg>'
        )
        png = resvg_py.svg_to_bytes(svg_string=svg, width=size, height=size)
        return Image.open(io.BytesIO(bytes(png))).convert("RGBA")


def plain_background(rng, size=SIZE):
    """One light or mid colour, with a slight slope of brightness."""
    colour = 255 - rng.uniform(0, 110) * rng.uniform(0.3, 1, 3)
    slope = np.linspace(-1, 1, size)[:, None, None] * rng.uniform(-12, 12)
    return Image.fromarray(np.clip(np.ones((size, size, 1)) * colour + slope, 0, 255).astype(np.uint8))


def wood_background(rng, size=SIZE):
    """Planks with a grain."""
    base = np.array([[168, 122, 78], [196, 154, 108], [120, 82, 52], [150, 104, 66]])[rng.integers(4)]
    y, x = np.mgrid[0:size, 0:size].astype(np.float64)
    if rng.random() < 0.5:
        x, y = y, x
    wave = np.sin(x / rng.uniform(25, 60) + rng.uniform(0, 6)) * rng.uniform(1, 4)
    grain = np.sin((y + wave) * rng.uniform(0.4, 0.9)) * rng.uniform(4, 9)
    plank = size / rng.integers(3, 6)
    number = (y // plank).astype(int)
    tone = rng.uniform(-16, 16, 64)[number]
    seam = np.where(y % plank < 2, -35, 0)
    noise = rng.normal(0, 3, (size, size))
    shade = (grain + tone + seam + noise)[:, :, None]
    return Image.fromarray(np.clip(base + shade, 0, 255).astype(np.uint8))


def emoji_scene(icon, rng, background, most=1):
    """One to `most` copies of a render on a background, sometimes on a plate."""
    image = background(rng)
    if rng.random() < 0.3:
        draw = ImageDraw.Draw(image)
        draw.ellipse((14, 14, 210, 210), fill=(228, 228, 225))
        draw.ellipse((30, 30, 194, 194), fill=(244, 244, 242))
    copies = int(rng.integers(1, most + 1))
    for _ in range(copies):
        side = int(SIZE * (rng.uniform(0.6, 1.0) if copies == 1 else rng.uniform(0.35, 0.6)))
        copy = icon.resize((side, side), Image.Resampling.LANCZOS)
        if most > 1:
            copy = copy.rotate(rng.uniform(-40, 40), Image.Resampling.BICUBIC)
        x, y = (int(rng.uniform(0, SIZE - side + 1)) for _ in range(2))
        image.paste(copy, (x, y), copy)
    return image


BACKGROUNDS = (plain_background, wood_background)
