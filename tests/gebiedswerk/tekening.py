"""Reading our own drawings back: well-formed, accessible, no inline style, and where every label stands."""

from itertools import combinations
from xml.etree import ElementTree

from gebiedswerk.svg import LETTERGROOTTE, tekstbreedte

SVG = "{http://www.w3.org/2000/svg}"


def ontleed(svg):
    wortel = ElementTree.fromstring(svg)
    assert wortel.tag == f"{SVG}svg"
    assert wortel.get("role") == "img"
    assert wortel[0].tag == f"{SVG}title"
    assert wortel[1].tag == f"{SVG}desc"
    assert wortel[0].text
    assert wortel[1].text
    assert wortel.get("aria-labelledby").split() == [wortel[0].get("id"), wortel[1].get("id")]
    for deel in wortel.iter():
        assert not {"style", "onload", "href"} & set(deel.attrib)
        assert "nan" not in " ".join(deel.attrib.values()).split()
    return wortel


def labels(svg):
    """(text, left, top, right, bottom) of every label once; the light edge under a label is not one."""
    for deel in ontleed(svg).iter(f"{SVG}text"):
        if deel.get("stroke"):
            continue
        grootte = float(deel.get("font-size", LETTERGROOTTE))
        breedte = tekstbreedte(deel.text or "", grootte, vet=deel.get("font-weight") == "700")
        x, y = float(deel.get("x")), float(deel.get("y"))
        links = x - {"end": breedte, "middle": breedte / 2}.get(deel.get("text-anchor"), 0)
        yield deel.text, links, y - grootte * 0.8, links + breedte, y + grootte * 0.25


def assert_labels_kloppen(svg):
    """Every label within the drawing, none over another; half a pixel is rounding."""
    wortel = ontleed(svg)
    _, _, breedte, hoogte = map(float, wortel.get("viewBox").split())
    alle = list(labels(svg))
    for tekst, links, boven, rechts, onder in alle:
        assert links >= -0.5, tekst
        assert boven >= -0.5, tekst
        assert rechts <= breedte + 0.5, tekst
        assert onder <= hoogte + 0.5, tekst
    for (a, al, ab, ar, ao), (b, bl, bb, br, bo) in combinations(alle, 2):
        assert ar <= bl + 0.6 or br <= al + 0.6 or ao <= bb + 0.6 or bo <= ab + 0.6, (a, b)
