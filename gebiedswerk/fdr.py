"""Many questions at once: how sure one must be of each, so that few of the answers are chance.

Benjamini and Hochberg (1995): of what is accepted at ``fdr`` at most that share is false on average; and when nothing
is going on anywhere, the chance of even one answer is at most ``fdr``. It holds for answers that go up and down
together (Benjamini and Yekutieli 2001), as a village and the area it lies in do.
"""


def benjamini_hochberg(kansen, fdr):
    """The largest chance that is still accepted; -1 when none is."""
    accepted = [kans for rang, kans in enumerate(sorted(kansen), 1) if kans <= fdr * rang / len(kansen)]
    return max(accepted, default=-1)


def gecorrigeerd(kansen, gevraagd=None):
    """Each chance with the number of questions taken into account: accepted at ``fdr`` when it is at most ``fdr``.

    ``gevraagd`` is how many questions there were when those that came out at 1 are left out of ``kansen``.
    """
    gevraagd = gevraagd or len(kansen)
    corrected, lowest = [1.0] * len(kansen), 1.0
    order = sorted(range(len(kansen)), key=lambda i: kansen[i])
    for rang in range(len(order), 0, -1):
        i = order[rang - 1]
        lowest = min(lowest, kansen[i] * gevraagd / rang)
        corrected[i] = lowest
    return corrected
