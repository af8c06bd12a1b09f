"""Build the sample cohort: `python packaging/sample_cohort/build.py [CODE ...] [--no-films]`.

Needed only to rebuild what is committed under resources/sample_cohort; the program needs none of it. In a throw-away
environment: pip install reportlab pillow pillow-heif skia-python numpy python-docx openpyxl python-pptx odfpy fonttools
pypdfium2 PyYAML; from Debian: ffmpeg, espeak-ng; typefaces (OFL) with npm, into the folder .cache beside this file:
npm install --prefix packaging/sample_cohort/.cache @fontsource/{kalam,patrick-hand,caveat,gochi-hand,indie-flower,
architects-daughter,reenie-beanie,nunito-sans,source-serif-4,lora,karla,figtree,vollkorn,noto-sans-ethiopic,
noto-naskh-arabic,noto-sans-devanagari,bitter,fira-sans,libre-franklin}.

Everything is invented. Seeds and dates are fixed, so that a second build gives the same documents and pictures.
"""

import argparse
import importlib
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
TARGET = HERE.parents[1] / "resources" / "sample_cohort"
MODULES = {
    "KITE-37": "kite_37",
    "FERN-08": "fern_08",
    "OTTER-51": "otter_51",
    "LARK-12": "lark_12",
    "PINE-29": "pine_29",
    "WREN-03": "wren_03",
}


def build_one(code: str, films: bool) -> None:
    """Build one portfolio and, if it has any, its prepared marks."""
    module = importlib.import_module(f"portfolios.{MODULES[code]}")
    root = TARGET / code
    root.mkdir(parents=True, exist_ok=True)
    folder = module.build(root)
    if hasattr(module, "film"):
        module.film(folder, films)
    folder.manifest()
    if hasattr(module, "marks"):
        (TARGET / "marks").mkdir(exist_ok=True)
        module.marks(folder, TARGET / "marks" / f"{code}.yaml")
    size = sum(file.stat().st_size for file in root.iterdir())
    print(f"{code}: {len(folder.items)} items, {size / 1e6:.2f} MB")


def main() -> None:
    """Build what was asked for, or everything."""
    parser = argparse.ArgumentParser(description="Build the sample cohort.")
    parser.add_argument("codes", nargs="*", choices=[*MODULES, []], default=[])
    parser.add_argument(
        "--no-films", action="store_true", help="keep the films that are there; only work out their times"
    )
    arguments = parser.parse_args()
    for code in arguments.codes or MODULES:
        build_one(code, films=not arguments.no_films)


if __name__ == "__main__":
    sys.path.insert(0, str(HERE))
    main()
