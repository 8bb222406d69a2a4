"""Drawn scenes that stand in for residents' photos: no photo of a real place, and nobody in it."""

from io import BytesIO

from django.core.files.base import ContentFile
from PIL import Image, ImageDraw, ImageFilter

MAAT = (1200, 800)


def teken(tekenaar):
    """The picture as a JPEG file, the way a cleaned upload arrives."""
    beeld = Image.new("RGB", MAAT)
    tekenaar(ImageDraw.Draw(beeld))
    uit = BytesIO()
    beeld.filter(ImageFilter.GaussianBlur(1.2)).save(uit, "JPEG", quality=85)
    return ContentFile(uit.getvalue())


def _verloop(teken, boven, onder, top, bottom):
    for y in range(top, bottom):
        deel = (y - top) / max(bottom - top, 1)
        kleur = tuple(round(a + (b - a) * deel) for a, b in zip(boven, onder, strict=True))
        teken.line([(0, y), (MAAT[0], y)], fill=kleur)


def _boom(teken, x, y, hoogte, kleur=(74, 110, 62)):
    teken.rectangle([x - hoogte * 0.04, y - hoogte * 0.45, x + hoogte * 0.04, y], fill=(92, 72, 54))
    for dx, dy, straal in ((-0.18, 0.55, 0.2), (0.16, 0.58, 0.21), (0, 0.78, 0.24), (0, 0.5, 0.24)):
        cx, cy, r = x + dx * hoogte, y - dy * hoogte, straal * hoogte
        teken.ellipse([cx - r, cy - r, cx + r, cy + r], fill=kleur)


def _huis(teken, x, y, breed, muur=(168, 98, 76), dak=(96, 62, 54)):
    hoog = breed * 0.6
    teken.rectangle([x, y - hoog, x + breed, y], fill=muur)
    teken.polygon([(x - 12, y - hoog), (x + breed / 2, y - hoog * 1.75), (x + breed + 12, y - hoog)], fill=dak)
    for plek in (0.16, 0.62):
        teken.rectangle(
            [x + breed * plek, y - hoog * 0.72, x + breed * (plek + 0.2), y - hoog * 0.38], fill=(226, 232, 236)
        )
    teken.rectangle([x + breed * 0.42, y - hoog * 0.5, x + breed * 0.56, y], fill=(60, 74, 66))


def dijk(teken):
    """A road on the dike along the river, houses below it."""
    _verloop(teken, (150, 184, 214), (224, 234, 238), 0, 420)
    _verloop(teken, (126, 152, 166), (160, 182, 190), 420, 520)
    teken.polygon([(0, 520), (1200, 500), (1200, 800), (0, 800)], fill=(122, 150, 84))
    teken.polygon([(470, 510), (560, 508), (980, 800), (140, 800)], fill=(104, 106, 108))
    for deel in range(7):
        y, breed = 525 + deel * deel * 6, 3 + deel * 1.6
        x = 515 + deel * 7
        teken.rectangle([x - breed, y, x + breed, y + 8 + deel * 4], fill=(232, 232, 226))
    for x, breed in ((860, 130), (1020, 150)):
        _huis(teken, x, 600 + (x - 860) // 4, breed)
    for x, hoogte in ((60, 190), (210, 130), (820, 120)):
        _boom(teken, x, 560, hoogte)
    teken.rectangle([356, 470, 364, 610], fill=(130, 130, 130))
    teken.ellipse([326, 420, 394, 488], fill=(190, 40, 40))
    teken.ellipse([337, 431, 383, 477], fill=(245, 245, 245))


def plas(teken):
    """A street under water after a shower."""
    _verloop(teken, (138, 146, 156), (190, 196, 202), 0, 380)
    for nummer, x in enumerate(range(30, 1150, 195)):
        _huis(teken, x, 430, 160, muur=((170, 104, 82), (182, 150, 118), (150, 92, 80))[nummer % 3])
    teken.polygon([(0, 430), (1200, 430), (1200, 800), (0, 800)], fill=(128, 124, 120))
    for rij in range(8):
        y = 440 + rij * rij * 6
        teken.line([(0, y), (1200, y)], fill=(116, 112, 108), width=2)
    teken.ellipse([120, 500, 1080, 740], fill=(132, 150, 162))
    teken.ellipse([220, 530, 1000, 700], fill=(154, 172, 184))
    for x, y, r in ((400, 590, 40), (640, 640, 60), (820, 570, 34), (520, 540, 26)):
        for extra in (0, 14):
            breed, hoog = r + extra, (r + extra) / 3
            teken.ellipse([x - breed, y - hoog, x + breed, y + hoog], outline=(206, 218, 226), width=3)


def speelplek(teken):
    """A worn playground: a swing, a slide, bare patches."""
    _verloop(teken, (168, 200, 226), (226, 236, 240), 0, 430)
    teken.rectangle([0, 430, 1200, 800], fill=(134, 164, 92))
    teken.ellipse([230, 600, 620, 720], fill=(172, 150, 116))
    teken.ellipse([720, 610, 1020, 700], fill=(172, 150, 116))
    for x, hoogte in ((70, 260), (1110, 300), (640, 180)):
        _boom(teken, x, 470, hoogte)
    for x in (280, 560):
        teken.line([(x - 50, 660), (x, 380)], fill=(70, 96, 140), width=12)
        teken.line([(x + 50, 660), (x, 380)], fill=(70, 96, 140), width=12)
    teken.line([(276, 384), (566, 384)], fill=(70, 96, 140), width=12)
    for x in (350, 380):
        teken.line([(x, 390), (x, 590)], fill=(60, 60, 60), width=3)
    teken.rectangle([342, 588, 388, 598], fill=(40, 40, 40))
    teken.line([(480, 390), (470, 640)], fill=(60, 60, 60), width=3)
    for x in (780, 850):
        teken.line([(x, 660), (x, 470)], fill=(150, 60, 50), width=10)
    teken.polygon([(846, 466), (870, 466), (1010, 650), (980, 656)], fill=(214, 174, 60))


BEELDEN = {"dijk": dijk, "plas": plas, "speelplek": speelplek}
