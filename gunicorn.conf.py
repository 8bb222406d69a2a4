"""Web server: few processes, several threads each; the application is loaded once and shared by fork."""

import os

from gebiedswerk.logboek import ZwijgFilter

wsgi_app = "gebiedswerk.wsgi"
bind = os.environ.get("BIND", "127.0.0.1:8000")
worker_class = "gthread"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
# Not more threads than the database pool of one process has connections.
threads = int(os.environ.get("DATABASE_POOL", "4"))
preload_app = True
timeout = 30
graceful_timeout = 8
max_requests = 5000
max_requests_jitter = 500
control_socket_disable = True
if os.path.isdir("/dev/shm"):
    worker_tmp_dir = "/dev/shm"


def on_starting(server):
    """An access log is off; when somebody turns it on, and in the error log, no address opens anything."""
    for logger in (server.log.error_log, server.log.access_log):
        for handler in logger.handlers:
            handler.addFilter(ZwijgFilter())
