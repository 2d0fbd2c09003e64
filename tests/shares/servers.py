"""Real servers on loopback and their shares: SSH (sshfs) and WebDAV (davfs2).

Each gives a :class:`Share` whose server can be stopped and killed; what a machine lacks is skipped.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
from pathlib import Path

from tests.shares.mounting import wait_until


def find_port():
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class RealShare:
    """A folder on a server of its own, mounted through FUSE."""

    needs = ()

    def __init__(self, place):
        self.place, self.server, self.mount = place, place / "server", place / "mount"
        self.port, self.processes = find_port(), []
        self.server.mkdir()
        self.mount.mkdir()

    @classmethod
    def is_here(cls):
        return all(shutil.which(program) for program in ("fusermount3", *cls.needs))

    def run(self, *command, **how):
        self.processes.append(subprocess.Popen([str(each) for each in command], **how))

    def start(self):
        self.serve()
        wait_until(self.is_listening)
        self.attach()
        wait_until(lambda: os.path.ismount(self.mount))

    def is_listening(self):
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def signal(self, number):
        """Tell the server, and what it started, to stop, go on or die."""
        for process in self.processes:
            for pid in [process.pid, *_list_children(process.pid)]:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, number)

    def kill(self):
        """The server is gone from one moment to the next."""
        self.signal(signal.SIGCONT)
        self.signal(signal.SIGKILL)
        for process in self.processes:
            process.wait()
        self.processes.clear()

    def unmount(self):
        subprocess.run(["umount", "-l", self.mount], check=False, capture_output=True)

    def close(self):
        self.kill()
        self.unmount()


class SshShare(RealShare):
    """sshfs on an SSH server."""

    needs = ("sshfs", "/usr/sbin/sshd")
    options = "reconnect,ServerAliveInterval=5,dir_cache=no,attr_timeout=0,entry_timeout=0"

    def serve(self):
        key, host = self.place / "key", self.place / "host"
        for each in (key, host):
            if not each.exists():
                command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", each]
                subprocess.run(command, check=True)
        keys = self.place / "authorized"
        keys.write_bytes(key.with_suffix(".pub").read_bytes())
        Path("/run/sshd").mkdir(exist_ok=True)
        said = (f"AuthorizedKeysFile={keys}", f"HostKey={host}", "StrictModes=no", "UsePAM=no")
        options = [
            part for each in (*said, "PidFile=none", f"Port={self.port}") for part in ("-o", each)
        ]
        kind = ["-o", "Subsystem=sftp internal-sftp", "-o", "PermitRootLogin=yes"]
        self.run("/usr/sbin/sshd", "-D", "-f", "/dev/null", *options, *kind)

    def attach(self):
        known = "StrictHostKeyChecking=no,UserKnownHostsFile=/dev/null,LogLevel=ERROR"
        options = f"{self.options},port={self.port},IdentityFile={self.place / 'key'},{known}"
        command = ["sshfs", f"root@127.0.0.1:{self.server}", self.mount, "-o", options]
        subprocess.run(command, check=True)


class DavShare(RealShare):
    """davfs2 on a WebDAV server; ``delay`` is how many seconds it keeps what is written back."""

    needs = ("mount.davfs",)
    delay = 10

    def serve(self):
        command = [
            sys.executable,
            "-m",
            "wsgidav.server.server_cli",
            "--host=127.0.0.1",
            f"--port={self.port}",
        ]
        more = [f"--root={self.server}", "--auth=anonymous", "--no-config", "-q"]
        self.run(*command, *more, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def attach(self):
        config = self.place / "davfs2.conf"
        lines = f"use_locks 0\nask_auth 0\ndelay_upload {self.delay}\n"
        config.write_text(lines + "gui_optimize 0\ndir_refresh 1\nfile_refresh 1\n")
        command = ["mount.davfs", "-o", f"conf={config}", f"http://127.0.0.1:{self.port}/"]
        subprocess.run([*command, self.mount], check=True, stdin=subprocess.DEVNULL)


def _list_children(pid):
    """Processes a server started, and theirs."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    for each in map(int, found.stdout.split()):
        yield each
        yield from _list_children(each)
