"""The languages spoken where the programmes teach, by ISO 639-3 code (Spanish: BCP 47), as people call them."""

LANGUAGES = {
    "es-PE": "castellano",
    "quy": "quechua chanka",
    "quz": "quechua sureño",
    "qub": "quechua de Huánuco",
    "qvw": "quechua huanca",
    "qvs": "kichwa de San Martín",
    "agr": "awajún",
    "cni": "asháninka",
    "shp": "shipibo-konibo",
    "ame": "yanesha",
    "pib": "yine",
    "prl": "lengua de señas peruana",
}
