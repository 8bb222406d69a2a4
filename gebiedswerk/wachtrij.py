"""The queue in a folder, for an installation without Redis: kombu's transport, with messages that appear whole.

Kombu opens a message under its final name and then writes it. A worker that looks in between takes an empty message,
and stops.
"""

import os
from uuid import uuid4

from kombu.transport import filesystem
from kombu.utils.encoding import str_to_bytes
from kombu.utils.json import dumps


class Channel(filesystem.Channel):
    def _put(self, queue, payload, **kwargs):
        # The clock comes first in the name: that is the order in which messages are taken.
        name = f"{round(filesystem.monotonic() * 1000)}_{uuid4()}"
        half = os.path.join(self.data_folder_out, f"{name}.half")
        try:
            with open(half, "wb") as file:
                file.write(str_to_bytes(dumps(payload)))
            os.replace(half, os.path.join(self.data_folder_out, f"{name}.{queue}.msg"))
        except OSError as error:
            raise filesystem.ChannelError(f"Cannot add a message to {self.data_folder_out}") from error


class Transport(filesystem.Transport):
    Channel = Channel
