#!/usr/bin/env python3
"""Makes common.bin: `make_common.py frequency_lists.js` (of the npm package zxcvbn 4.4.2, MIT).

Each entry of its list `passwords` (30,000, by frequency), its part between decorations, and the words of
words.txt, as the upper five bytes of FNV-1a of 64 bits, sorted. See README.md.
"""
import pathlib, re, sys

HERE = pathlib.Path(__file__).parent


def fnv(text):
    value = 0xCBF29CE484222325
    for byte in text.encode():
        value = ((value ^ byte) * 0x100000001B3) % 2**64
    return value >> 24


def passwords(path):
    text = pathlib.Path(path).read_text()
    return re.search(r"passwords: \"([^\"]*)\"", text).group(1).split(",")


words = set()
for line in (HERE / "words.txt").read_text().splitlines():
    if not line.startswith("#"):
        words.update(word for word in line.split() if len(word) >= 4)
for entry in passwords(sys.argv[1]):
    entry = entry.lower()
    bare = re.sub(r"^[^a-z]+|[^a-z]+$", "", entry)
    words.update(word for word in (entry, bare) if len(word) >= 4 and re.search("[a-z]", word))
hashes = sorted({fnv(word) for word in words})
(HERE / "common.bin").write_bytes(b"".join(value.to_bytes(5, "big") for value in hashes))
print(f"{len(words)} words, {len(hashes)} hashes")
