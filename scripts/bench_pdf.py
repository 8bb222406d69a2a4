"""Time the yearly analysis as PDF on the example (``manage.py shell``); prints one JSON object."""

import io
import json
import resource
import time

import pikepdf
from django.utils import timezone

from cyclus.analyse.document import als_pdf
from cyclus.analyse.inhoud import stel_op
from gebieden.models import Gebied


def main():
    gebied = Gebied.objects.filter(niveau="gebied").order_by("naam").first()
    jaar, seconds, gathered = timezone.localdate().year, [], []
    for _ in range(6):
        start = time.perf_counter()
        inhoud = stel_op(gebied, jaar)
        gathered.append(time.perf_counter() - start)
        pdf = als_pdf(inhoud)
        seconds.append(time.perf_counter() - start)
    print(
        json.dumps(
            {
                "pages": len(pikepdf.open(io.BytesIO(pdf)).pages),
                "first": seconds[0],
                "warm": sorted(seconds[1:])[2],
                "gather": sorted(gathered[1:])[2],
                "memory": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
                "bytes": len(pdf),
            }
        )
    )


main()
