"""Child processes that never outlive us, and free ports. Standard library only."""

import contextlib
import ctypes
import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

PR_SET_PDEATHSIG, PR_SET_CHILD_SUBREAPER = 1, 36
LIBC = ctypes.CDLL(None) if sys.platform == "linux" else None


def dies_with_parent(sig=signal.SIGTERM):
    """A ``preexec_fn``: the kernel sends ``sig`` to the child when its parent is gone, even by ``kill -9``."""

    def in_child():
        if LIBC:
            LIBC.prctl(PR_SET_PDEATHSIG, sig)

    return in_child


def start(command, *, death_signal=signal.SIGTERM, **options):
    return subprocess.Popen(command, preexec_fn=dies_with_parent(death_signal), **options)


def adopt_orphans():
    """Grandchildren whose parent died become ours, so that ``kill_descendants`` finds them."""
    if LIBC:
        LIBC.prctl(PR_SET_CHILD_SUBREAPER, 1)


def descendants(ancestor=None):
    """Pids of every process below us, or below ``ancestor`` (Linux; elsewhere empty)."""
    children = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            pid, rest = stat.read_text().split(" ", 1)
            state, parent = rest.rsplit(")", 1)[1].split()[:2]
            if state != "Z":
                children.setdefault(int(parent), []).append(int(pid))
    found, queue = [], [ancestor or os.getpid()]
    while queue:
        below = children.get(queue.pop(), [])
        found += below
        queue += below
    return found


def kill_descendants():
    for pid in descendants():
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


def stop(processes, *, sig=signal.SIGTERM, patience=10, repeat=2.0):
    """Ask politely and again every ``repeat`` seconds, kill after ``patience``; nothing below us is left."""
    deadline = time.monotonic() + patience
    asked = 0.0
    while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
        if time.monotonic() - asked >= repeat:
            asked = time.monotonic()
            for process in processes:
                if process.poll() is None:
                    process.send_signal(sig)
        time.sleep(0.05)
    kill_descendants()
    for process in processes:
        process.wait()
    reap()


def reap():
    """Orphans we adopted and that are dead must not stay behind as zombies where nobody else clears them away."""
    with contextlib.suppress(ChildProcessError):
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass


def stop_on_signals():
    """SIGTERM and a closed terminal end the program the way Ctrl-C does: through its ``finally`` blocks."""

    def interrupt(number, frame):
        raise KeyboardInterrupt

    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, interrupt)


def ignore_signals():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_IGN)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def port_is_free(host, port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            return False
    return True
