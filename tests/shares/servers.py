"""Real servers on loopback and their shares: SSH (sshfs), SMB (smbnetfs), WebDAV (davfs2, rclone).

Each gives a :class:`Share` whose server can be stopped and killed; what a machine lacks is skipped.
"""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

from filelock import FileLock

from tests.shares.mounting import wait_until

SMB = """[global]
bind interfaces only = yes
interfaces = 127.0.0.1/8
smb ports = {}
disable netbios = yes
load printers = no
{}
log file = {}
[books]
path = {}
read only = no
force user = root
"""


def find_port():
    """A port nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return free.getsockname()[1]


class RealShare:
    """A folder on a server of its own, mounted through FUSE."""

    needs = ()
    late, only_door, line = 0, 0, None
    """Seconds after which the mount shows at the latest what changed on the server."""

    def __init__(self, place):
        self.place, self.server, self.point = place, place / "server", place / "mount"
        self.port, self.processes, self.door = find_port(), [], 0
        self.server.mkdir()
        self.point.mkdir()

    @property
    def mount(self):
        """The server's folder as it is seen here."""
        return self.point

    @property
    def client_port(self):
        """Where clients knock: at the server, or at the line to it."""
        return self.door or self.port

    @classmethod
    def is_here(cls):
        return all(shutil.which(program) for program in ("fusermount3", *cls.needs))

    def run(self, *command, **how):
        self.processes.append(subprocess.Popen([str(each) for each in command], **how))

    def start(self):
        self.serve()
        wait_until(self.is_listening)
        self.attach()
        wait_until(lambda: os.path.ismount(self.point))
        wait_until(self.mount.is_dir)

    def wait_shown(self):
        """Until the mount shows what the server has: at once, or as late as told."""
        there = {each.name for each in self.server.iterdir()}
        wait_until(lambda: self.list_shown() == there, self.late)

    def list_shown(self):
        """Names that the mount shows; one folder davfs2 makes up."""
        return {each.name for each in self.mount.iterdir()} - {"lost+found"}

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
        subprocess.run(["umount", "-l", self.point], check=False, capture_output=True)

    def close(self):
        self.kill()
        self.unmount()


class SshShare(RealShare):
    """sshfs on an SSH server."""

    needs = ("sshfs", "/usr/sbin/sshd")
    options = "reconnect,ServerAliveInterval=5,dir_cache=no,entry_timeout=0"

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
        options = (
            f"{self.options},port={self.client_port},IdentityFile={self.place / 'key'},{known}"
        )
        command = ["sshfs", f"root@127.0.0.1:{self.server}", self.point, "-o", options]
        subprocess.run(command, check=True)


class WebShare(RealShare):
    """A folder on a WebDAV server."""

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


class DavShare(WebShare):
    """davfs2 on a WebDAV server, mounted as docs/shares.md tells.

    ``delay`` is how many seconds it keeps what is written back, ``buffer`` how many KiB of a folder
    it can tell at once.
    """

    needs = ("mount.davfs",)
    delay, buffer, late = 0, 64, 2

    def attach(self):
        config = self.place / "davfs2.conf"
        lines = f"delay_upload {self.delay}\nbuf_size {self.buffer}\n"
        config.write_text(f"use_locks 0\nask_auth 0\n{lines}dir_refresh 1\nfile_refresh 1\n")
        command = ["mount.davfs", "-o", f"conf={config}", f"http://127.0.0.1:{self.client_port}/"]
        subprocess.run([*command, self.point], check=True, stdin=subprocess.DEVNULL)


class RcloneShare(WebShare):
    """rclone on a WebDAV server, without a cache for what is written."""

    needs = ("rclone",)
    cache = "off"

    def attach(self):
        where = f":webdav,url='http://127.0.0.1:{self.client_port}/',pacer_min_sleep=0:"
        options = [f"--vfs-cache-mode={self.cache}", "--low-level-retries=1"]
        options += ["--dir-cache-time=0", "--attr-timeout=0"]
        own = [f"--config={self.place / 'rclone.conf'}", f"--cache-dir={self.place / 'cache'}"]
        self.client = subprocess.Popen(
            ["rclone", "mount", where, self.point, *options, *own],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )

    def unmount(self):
        super().unmount()
        self.client.kill()
        self.client.wait()


class SmbShare(RealShare):
    """smbnetfs on Samba, as its defaults give out rights.

    Its client knows no port but SMB's own, so one such share at a time is served on a machine.
    """

    needs = ("smbnetfs", "smbd", "smbpasswd")
    only_door = 445
    turn = FileLock(Path(tempfile.gettempdir()) / "tests-smb.lock", timeout=300)

    def __init__(self, place):
        super().__init__(place)
        self.port, self.home = self.only_door, place / "home"

    @property
    def mount(self):
        return self.point / "127.0.0.1" / "books"

    def start(self):
        self.turn.acquire()
        super().start()

    def close(self):
        super().close()
        self.turn.release()

    def serve(self):
        config, own = self.place / "smb.conf", self.place / "samba"
        if not config.exists():
            own.mkdir()
            rooms = ("private dir", "state directory", "cache directory", "lock directory")
            lines = [f"{room} = {own}" for room in (*rooms, "pid directory", "ncalrpc dir")]
            config.write_text(SMB.format(self.port, "\n".join(lines), own / "log", self.server))
            account = ["smbpasswd", "-c", config, "-s", "-a", "root"]
            subprocess.run(account, input=b"throwaway\n" * 2, check=True, capture_output=True)
        wait_until(lambda: not self.is_listening())
        self.run("smbd", "-F", "--no-process-group", "-s", config, stdout=subprocess.DEVNULL)

    def attach(self):
        room = self.home / ".smb"
        room.mkdir(parents=True)
        (room / "smb.conf").write_text("[global]\nclient min protocol = SMB2\n")
        config = room / "smbnetfs.conf"
        config.write_text('auth "127.0.0.1" "root" "throwaway"\n')
        config.chmod(0o600)
        options = f"config={config},entry_timeout=0"
        command, home = ["smbnetfs", self.point, "-o", options], {"HOME": str(self.home)}
        subprocess.run(command, env=os.environ | home, check=True, capture_output=True)


def _list_children(pid):
    """Processes a server started, and theirs."""
    found = subprocess.run(["pgrep", "-P", str(pid)], capture_output=True, text=True, check=False)
    for each in map(int, found.stdout.split()):
        yield each
        yield from _list_children(each)
