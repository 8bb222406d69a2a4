"""The script: what happens when, told in the order of time, so that numbers and timelines grow as they would have."""

from collections import defaultdict
from heapq import heappop, heappush
from itertools import count

from django.utils import timezone

from .inhoud import lees


class Draaiboek:
    """Acts with a moment; an act may add later acts. ``dingen`` holds what was made, by the names the stories use."""

    def __init__(self, voorbeeld, klok, kalender, rng):
        self.voorbeeld = voorbeeld
        self.klok, self.kalender, self.rng = klok, kalender, rng
        self.dingen, self.mensen, self.gebieden, self.afdelingen, self.platforms = {}, {}, {}, {}, {}
        self.bij_opgave = defaultdict(list)
        self._acts, self._order = [], count()

    def lees(self, hoofdstuk):
        return lees(self.voorbeeld, hoofdstuk)

    def mens(self, persoon):
        """The person of the story who is this one: with the rights that were looked up for them before."""
        return next(mens for mens in self.mensen.values() if mens.pk == persoon.pk)

    def wethouder(self, rij):
        """Who adopts what is agreed for the area of this story."""
        return self.mensen[rij.get("wethouder", "wethouder")]

    def op(self, moment, act, *args, **kwargs):
        """Let ``act`` happen at ``moment``; acts of the same moment happen in the order in which they were added."""
        if moment > self.kalender.nu:
            raise ValueError(f"{act} ligt in de toekomst: {moment}")
        heappush(self._acts, (max(moment, self.klok.nu), next(self._order), act, args, kwargs))

    def speel(self):
        while self._acts:
            self.klok.nu, _, act, args, kwargs = heappop(self._acts)
            self._wees_wakker()
            act(*args, **kwargs)

    def _wees_wakker(self):
        """Roles do not change during the story: what was derived from them once holds on every day of it."""
        vandaag = timezone.localdate(self.klok.nu)
        for persoon in self.mensen.values():
            if persoon.rechten_op is not None:
                persoon.rechten_op = vandaag
