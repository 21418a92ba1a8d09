"""Gather the pictures: labelled photos and three kinds of drawn ones, each as feature rows.

Every set is a dictionary of arrays with one entry per picture: `rows` (features), `labels`, and
what else the evaluation needs.
"""

import json
from pathlib import Path

import numpy as np
from PIL import Image

import images
import scenes
from images import BACKGROUNDS, CLASSES, FILTERS

HERE = Path(__file__).parent
PHOTO_VARIANTS = 14
EMOJI_3D_VARIANTS = 10
EMOJI_SVG_VARIANTS = 6
SCENE_VARIANTS = 60
NOTO_VARIANTS = 6


def photo_pictures(photos, rng):
    """Per photo: the whole image under each resize filter, then random variants of it."""
    for index, photo in enumerate(photos):
        for resample in FILTERS:
            yield images.stretch(photo["image"], resample), photo["label"], index
        for _ in range(PHOTO_VARIANTS):
            yield images.augment(photo["image"], rng), photo["label"], index


def emoji_3d_pictures(folder, rng):
    names = json.loads((HERE / "training-emoji.json").read_text(encoding="utf-8"))
    for label, characters in names.items():
        for number, character in enumerate(characters):
            code = f"{ord(character):04x}"
            found = [p for p in (folder / f"{code}.webp", folder / f"{code}-fe0f.webp") if p.exists()]
            if not found:
                continue
            icon = Image.open(found[0]).convert("RGBA")
            for k in range(EMOJI_3D_VARIANTS):
                most = 1 if k % 4 < 2 else 7
                picture = images.emoji_scene(icon, rng, BACKGROUNDS[k % 2], most)
                yield images.augment(picture, rng, 0.7), CLASSES.index(label), number


def emoji_svg_pictures(folder, rng, variants, change):
    """Renders of an iconify set, from the list of names that both sets share."""
    emoji = images.EmojiSet(folder)
    names = json.loads((HERE / "noto-food-emoji.json").read_text(encoding="utf-8"))
    for label, group in names.items():
        for number, name in enumerate(group):
            if not emoji.has(name):
                continue
            icon = emoji.render(name, 256)
            for k in range(variants):
                picture = images.emoji_scene(icon, rng, BACKGROUNDS[k % 2], 2 if change else 1)
                picture = images.augment(picture, rng, 0.7) if change else picture
                yield picture, CLASSES.index(label), number


def scene_pictures(rng):
    for label in scenes.SCENES:
        for k in range(SCENE_VARIANTS):
            picture = scenes.scene(label, rng, BACKGROUNDS[k % 2])
            yield images.augment(picture, rng, 0.6), CLASSES.index(label), k


def gather(pictures, network):
    """Run the pictures through the network that ends in features."""
    rows, labels, sources = [], [], []
    for picture, label, source in pictures:
        rows.append(network.run(["features"], {"input": images.to_input([picture])})[0][0])
        labels.append(label)
        sources.append(source)
    return {"rows": np.array(rows), "labels": np.array(labels), "sources": np.array(sources)}


def gather_all(photos, packages, network, log):
    """All sets by name. `packages` is the node_modules folder with the three emoji packages."""
    packages = Path(packages)
    fluent = packages / "@iconify-json" / "fluent-emoji"
    noto = packages / "@iconify-json" / "noto"
    makers = {
        "photos": lambda rng: photo_pictures(photos, rng),
        "emoji3d": lambda rng: emoji_3d_pictures(packages / "@lobehub/fluent-emoji-3d/assets", rng),
        "emoji": lambda rng: emoji_svg_pictures(fluent, rng, EMOJI_SVG_VARIANTS, True),
        "scenes": scene_pictures,
        "noto": lambda rng: emoji_svg_pictures(noto, rng, NOTO_VARIANTS, False),
    }
    sets = {}
    for number, (name, make) in enumerate(makers.items()):
        sets[name] = gather(make(np.random.default_rng([11, number])), network)
        log(f"{name}: {len(sets[name]['labels'])} pictures")
    return sets
