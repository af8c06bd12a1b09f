"""Fingerprints as words, to be read aloud over a telephone: each word is eight bits.

The words are ours: everyday English, no two alike in their first four letters, none two letters apart from another
by a single change. The list is part of what people wrote down on paper, so it never changes.
"""

from __future__ import annotations

import hashlib
import hmac

from certdesk.signing.fingerprint import short_form

PROGRAMME_WORDS = 10
REQUEST_WORDS = 8

_LIST = """
acorn album alpha amber anchor angel apple april apron arrow atlas autumn avocado badge baker balcony bamboo
banana banjo beacon bicycle biscuit blanket blossom bottle breakfast bridge bucket button cabin cactus camera
candle canyon captain carbon carpet castle cathedral cello chapel cherry chimney chocolate cinema circus
clarinet coffee comet compass concert copper coral cotton cousin cricket crystal curtain cushion daisy dancer
december desert diamond dinner doctor dolphin donkey dragon drummer eagle earth echo elephant eleven emerald
engine envelope evening falcon family farmer feather february fiddle finger flamingo forest fountain fragile
friday galaxy garden garlic gazelle giant giraffe glacier goblet golden grandma gravel guitar hammer harbour
harvest helmet hockey holiday hotel hundred hunter iceberg igloo indigo insect island ivory jaguar january
jasmine jelly jigsaw jungle jupiter kangaroo kernel kettle kitchen kitten koala ladder lagoon lantern laptop
lavender lemon leopard library lizard lobster lotus magnet mango marble market meadow melody mermaid mineral
mirror monday mosaic museum music napkin nectar needle neptune nickel noodle november nutmeg oasis ocean
october olive onion opera orange orchid ostrich otter paddle palace panda paper parrot peanut pebble pelican
pencil pepper piano pigeon pilot pirate planet plumber potato pumpkin puppy pyramid quartz queen quiver rabbit
radar radio rainbow raven ribbon robot rooster rosemary rubber salmon sandal saturday scarlet school scooter
shadow shelter silver sister snowball soldier spider spinach stadium statue sugar sunflower sweater syrup
tailor teapot telescope tiger tomato tornado tractor trumpet tulip tunnel turtle umbrella uncle unicorn valley
vanilla velvet village violin volcano vulture walnut walrus whisper willow window woodpecker yoghurt zebra
zigzag
"""
WORDS: tuple[str, ...] = tuple(_LIST.split())


def spoken(data: bytes, count: int = PROGRAMME_WORDS) -> tuple[str, ...]:
    """Return the first ``count`` words of the SHA-256 of ``data``; ten words are 80 bits."""
    return tuple(WORDS[byte] for byte in hashlib.sha256(data).digest()[:count])


def says(typed: str, data: bytes, count: int = PROGRAMME_WORDS) -> bool:
    """Say whether somebody typed the words of ``data``, or its fingerprint, in whatever letters and with any gaps."""
    return is_same(typed, spoken(data, count), short_form(data))


def is_same(typed: str, words: tuple[str, ...], fingerprint: str) -> bool:
    """Say whether somebody typed these words or this fingerprint."""
    given = _letters(typed).encode()
    return any(hmac.compare_digest(given, _letters(one).encode()) for one in ("".join(words), fingerprint) if one)


def _letters(text: str) -> str:
    return "".join(letter for letter in text.casefold() if letter.isalnum())
