"""Counting the syllables of Spanish words, hiatus and diphthong as in RAE, Ortografía de la lengua española, 2010.

Two different weak vowels, accented or not, make one syllable (cons-truir, je-suí-ti-co); a weak vowel with the accent
beside a strong one makes two (dí-a, o-ír, pro-hí-be). A silent h does not part vowels, but hu and hi before a vowel
open a syllable (Chi-hua-hua, a-ya-huas-ca).
"""

import re
import unicodedata
from itertools import pairwise

_STRONG = "aeoáéó"
_ACCENTED_WEAK = "íú"
_VOWELS = re.compile(r"[aeiouáéíóúü]+")
_SILENT_H = re.compile(r"(?<=[aeiouáéíóúü])h(?![iu][aeoáéóiuíú])(?=[aeiouáéíóúü])")
_VOWEL_Y = re.compile(r"y(?![aeiouáéíóúü])")
_BARE = str.maketrans("áéíóúü", "aeiouu")


def count_syllables(word: str) -> int:
    """Syllables of one word without digits or hyphens, at least 1; letters without a vowel are spelt one by one."""
    letters = unicodedata.normalize("NFC", word).lower()
    letters = _VOWEL_Y.sub("i", _SILENT_H.sub("", letters))
    groups = _VOWELS.findall(letters)
    return sum(map(_nuclei, groups)) or max(1, sum(letter.isalpha() for letter in letters))


def _nuclei(group: str) -> int:
    strong = sum(letter in _STRONG for letter in group)
    if not strong:
        bare = group.translate(_BARE)
        return 1 + sum(one == other for one, other in pairwise(bare))
    return strong + sum(letter in _ACCENTED_WEAK for letter in group)
