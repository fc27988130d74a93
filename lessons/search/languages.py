"""What search knows of languages: PostgreSQL's name for each, and words too common to look for."""

import re

CONFIGURATIONS = {
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
}
COMMON = {
    "english": "a an and are as at be by did do does for from had has have how in is it its of on or so that the their "
    "then there they this to was were what when where which who whom whose why will with",
    "german": "als an auf aus das dem den der des die ein eine einem einen einer eines er es für im in ist mit sie und "
    "von war waren warum was wer wie wo zu zum zur",
    "french": "a au aux ce comment de des du elle en est et il la le les ou où par pour pourquoi quand que qui quoi "
    "sur un une était",
    "spanish": "a al como con cuando de del el en es la las lo los o para por que qué quién se su un una y",
}


def configuration(language: str) -> str:
    """PostgreSQL's text search configuration for a language tag as `en-GB`; "simple" where it has none."""
    return CONFIGURATIONS.get(re.split(r"[-_]", language.lower())[0], "simple")


def common_words(configurations) -> frozenset[str]:
    """The words that a question has in these configurations' languages besides what it is about."""
    return frozenset(word for name in configurations for word in COMMON.get(name, "").split())
