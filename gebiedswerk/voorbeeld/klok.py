"""A clock that is set by the story: the rules of the dossiers say "now", and the story happens in the past."""

from contextlib import contextmanager
from datetime import datetime, timedelta

from django.utils import timezone

from gebiedswerk.werkdagen import eerstvolgende_werkdag, is_werkdag, plus_werkdagen

EEN_DAG = timedelta(days=1)


class Klok:
    """``nu`` is the moment of the story. Django asks ``datetime`` in one module what time it is; so do its fields."""

    def __init__(self, nu):
        self.nu = nu

    @contextmanager
    def loopt(self):
        klok, echte = self, timezone.datetime

        class Verteltijd(datetime):
            @classmethod
            def now(cls, tz=None):
                return klok.nu.astimezone(tz)

        timezone.datetime = Verteltijd
        try:
            yield self
        finally:
            timezone.datetime = echte


class Kalender:
    """The days of the story, relative to the moment at which the example is loaded.

    ``jaar`` is the year that was lived through: the year whose plan runs. It takes five months before a plan has
    anything to show, so early in a calendar year that is still the year before.
    """

    def __init__(self, nu):
        self.nu = nu
        self.vandaag = timezone.localdate(nu)
        self.jaar = (self.vandaag - timedelta(days=150)).year

    def moment(self, dag, uur=10, minuut=0):
        """A moment on that day, never later than now."""
        wanneer = timezone.make_aware(datetime(dag.year, dag.month, dag.day, uur, minuut))
        return min(wanneer, self.nu - timedelta(minutes=5))

    def werkmoment(self, dag, uur=10, minuut=0):
        """The same on a working day: the day itself or the next; near the end of the story the day itself."""
        werkdag = eerstvolgende_werkdag(dag)
        return self.moment(werkdag if werkdag <= self.vandaag else dag, uur, minuut)

    def stappen(self, begin, werkdagen, uur, minuut=0):
        """A moment for each step, that many working days after ``begin``.

        What would lie in the future comes sooner: spread over the time there is, in the same order.
        """
        momenten, vorige = [], begin
        for nummer, aantal in enumerate(werkdagen):
            dag = plus_werkdagen(timezone.localdate(begin), aantal)
            if dag < self.vandaag:
                # Not every day at the same minute, but within office hours.
                vorige = max(vorige, self.moment(dag, 9 + (uur + 3 * nummer) % 8, (minuut + 17 * nummer) % 60))
            else:
                vorige += (self.nu - vorige) / (len(werkdagen) - nummer + 1)
            momenten.append(vorige)
        return momenten

    def dag(self, geleden):
        return self.vandaag - timedelta(days=geleden)

    def in_jaar(self, verschil, maand, dag):
        """A day in the year of the story (0), the year before (-1) and so on."""
        return self.vandaag.replace(year=self.jaar + verschil, month=maand, day=min(dag, 28))

    def laatste(self, maand, dag):
        """The last time it was this day of the year, long enough ago for the matter to have been settled."""
        gevonden = self.vandaag.replace(month=maand, day=min(dag, 28))
        return gevonden if gevonden <= self.dag(28) else gevonden.replace(year=gevonden.year - 1)

    def werkdagen_geleden(self, aantal):
        """The day whose term of this many working days ends today, or on the first working day after."""
        return plus_werkdagen(eerstvolgende_werkdag(self.vandaag), -aantal) if aantal else self.vandaag

    def is_werkdag(self):
        return is_werkdag(self.vandaag)
