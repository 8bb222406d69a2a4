"""The queue in a folder: a worker that looks while somebody writes finds nothing, or a whole message."""

import threading
from queue import Empty

from kombu import Connection

from gebiedswerk.wachtrij import Transport


def _kanaal(map_):
    opties = {"data_folder_in": str(map_), "data_folder_out": str(map_), "control_folder": str(map_ / "control")}
    return Connection("filesystem://", transport=Transport, transport_options=opties).channel()


def test_een_bericht_dat_nog_wordt_geschreven_is_er_nog_niet(tmp_path):
    kanaal = _kanaal(tmp_path)
    klaar = threading.Event()

    def schrijf():
        for nummer in range(300):
            kanaal._put("celery", {"nummer": nummer, "inhoud": "x" * 200_000})
        klaar.set()

    schrijver = threading.Thread(target=schrijf)
    schrijver.start()
    lezer, gelezen = _kanaal(tmp_path), []
    while True:
        was_klaar = klaar.is_set()
        try:
            gelezen.append(lezer._get("celery")["nummer"])
        except Empty:
            if was_klaar:
                break
    schrijver.join()
    assert sorted(gelezen) == list(range(300))
    assert not list(tmp_path.glob("*.half"))


def test_berichten_komen_op_volgorde_en_bij_hun_eigen_rij(tmp_path):
    kanaal = _kanaal(tmp_path)
    kanaal._put("celery", "eerste")
    kanaal._put("andere", "elders")
    assert kanaal._get("celery") == "eerste"
    assert kanaal._get("andere") == "elders"
