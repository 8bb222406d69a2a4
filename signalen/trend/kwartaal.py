"""Quarters of a year: the periods in which the Signaalteam thinks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

NAMEN = ("eerste", "tweede", "derde", "vierde")


@dataclass(frozen=True, order=True)
class Kwartaal:
    jaar: int
    nummer: int  # 1-4

    @classmethod
    def van_dag(cls, dag):
        return cls(dag.year, (dag.month + 2) // 3)

    def __str__(self):
        return f"{NAMEN[self.nummer - 1]} kwartaal van {self.jaar}"

    @property
    def kort(self):
        return f"{self.jaar}-{self.nummer}"

    @property
    def eerste_dag(self):
        return date(self.jaar, 3 * self.nummer - 2, 1)

    @property
    def laatste_dag(self):
        return self.plus(1).eerste_dag - timedelta(days=1)

    @property
    def dagen(self):
        return (self.laatste_dag - self.eerste_dag).days + 1

    def plus(self, aantal):
        months = 4 * self.jaar + self.nummer - 1 + aantal
        return Kwartaal(months // 4, months % 4 + 1)

    def deel_op(self, tot):
        """How much of it has gone by at the end of the day ``tot``, from 0 to 1."""
        return min(max(((tot - self.eerste_dag).days + 1) / self.dagen, 0.0), 1.0)


def begin_van(dag):
    """The moment at which this day begins here."""
    return timezone.make_aware(datetime.combine(dag, time.min))
