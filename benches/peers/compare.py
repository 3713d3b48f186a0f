#!/usr/bin/env python3
"""What a plan with nothing to do costs, made by sso-setup, by a Python script and by an Ansible playbook.

    cargo build --release && python3 benches/peers/compare.py

It makes a virtual environment below target/ (the packages come from PyPI), starts a sandbox, sets one connector up in it,
and has each of the three plan it in turn, over plain HTTP and over TLS. Printed are medians, and how many times what
sso-setup takes the others take. CPU is that of the process and of what it started; what the sandbox and the TLS in front of
it take is in none of them.
"""

import argparse
import json
import os
import pathlib
import socket
import ssl
import statistics
import subprocess
import sys
import tempfile
import threading
import time

HERE = pathlib.Path(__file__).resolve().parent
TARGET = HERE.parent.parent / "target"
PACKAGES = ["requests==2.34.2", "ansible-core==2.19.14", "trustme==1.2.1"]
WANTED = ["--subdomain", "eu", "--group", "All Staff", "--mimecast-group", "All Mimecast users"]


def environment():
    """The Python of a virtual environment that has the packages."""
    folder = TARGET / "peers-venv"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([python, "-m", "pip", "install", "--quiet", *PACKAGES], check=True)
    return python


def with_tls(origin, python, folder):
    """An address that speaks TLS in front of an origin, and the file of the authority that vouches for it."""
    make = (
        "import sys, trustme; authority = trustme.CA(); folder = sys.argv[1]\n"
        "authority.cert_pem.write_to_path(folder + '/authority.pem')\n"
        "authority.issue_cert('localhost').private_key_and_cert_chain_pem.write_to_path(folder + '/server.pem')\n"
    )
    subprocess.run([python, "-c", make, folder], check=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder + "/server.pem")
    listener = socket.create_server(("127.0.0.1", 0))
    host, port = origin.split("//")[1].split(":")

    def pump(source, sink):
        try:
            while data := source.recv(65536):
                sink.sendall(data)
        except OSError:
            pass
        for end in (source, sink):
            try:
                end.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

    def serve(connection):
        try:
            encrypted = context.wrap_socket(connection, server_side=True)
        except OSError:
            return
        behind = socket.create_connection((host, int(port)))
        threading.Thread(target=pump, args=(behind, encrypted), daemon=True).start()
        pump(encrypted, behind)

    def accept():
        while True:
            connection, _ = listener.accept()
            threading.Thread(target=serve, args=(connection,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    return f"https://localhost:{listener.getsockname()[1]}", folder + "/authority.pem"


def cost(command, variables):
    """CPU and wall time of one run, in milliseconds, and its largest resident memory, in MiB."""
    with tempfile.TemporaryFile() as said:
        began = time.monotonic()
        process = subprocess.Popen(command, env=variables, stdout=said, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        took = time.monotonic() - began
        if os.waitstatus_to_exitcode(status) != 0:
            said.seek(0)
            raise SystemExit(f"{command[0]} failed:\n{said.read().decode()}")
    return [(usage.ru_utime + usage.ru_stime) * 1000, took * 1000, usage.ru_maxrss / 1024]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(TARGET / "release" / "sso-setup"), help="the sso-setup to measure")
    parser.add_argument("--latency", default="0ms", help="how long the sandbox holds each answer back")
    parser.add_argument("--runs", type=int, default=9, help="how often each is run (the playbook a third as often)")
    asked = parser.parse_args()
    python = environment()
    with tempfile.TemporaryDirectory() as folder:
        sandbox = subprocess.Popen(
            [asked.program, "sandbox", "-o", "json", "--latency", asked.latency],
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            compare(asked, python, folder, json.loads(sandbox.stdout.readline()))
        finally:
            sandbox.terminate()


def compare(asked, python, folder, told):
    base = {"PATH": os.environ["PATH"], "HOME": folder, "LC_ALL": "C.UTF-8", **told["credentials"]}
    base["IDP_URL_SUFFIX"] = "mimecast-" + told["account_code"].lower()
    origin = told["page"].rstrip("/")
    encrypted, authority = with_tls(origin, python, folder)
    trust = {"SSL_CERT_FILE": authority, "REQUESTS_CA_BUNDLE": authority, "SSO_SETUP_CA_FILE": authority}
    playbook = ["-i", "localhost,", str(HERE / "plan_with_ansible.yml")]
    contenders = [
        ("sso-setup", [asked.program, "mimecast", "plan", *WANTED], asked.runs),
        ("Python script", [str(python), str(HERE / "plan_with_requests.py")], asked.runs),
        ("Ansible playbook", [str(python.with_name("ansible-playbook")), *playbook], max(1, asked.runs // 3)),
    ]
    for name, address, more in (("plain HTTP", origin, {}), ("TLS", encrypted, trust)):
        variables = {
            **base,
            **more,
            "SSO_SETUP_JUMPCLOUD_URL": address + "/jumpcloud",
            "SSO_SETUP_MIMECAST_URL": address + "/mimecast",
        }
        cost([asked.program, "mimecast", *WANTED, "--yes"], variables)
        taken = {who: [] for who, _, _ in contenders}
        for turn in range(asked.runs + 1):
            for who, command, runs in contenders:
                if turn <= runs:
                    figures = cost(command, variables)
                    # The first run finds nothing in any cache.
                    taken[who] += [figures] if turn else []
        print(f"\n{name}, answers {asked.latency} late")
        print(f"{'':18}{'CPU ms':>10}{'wall ms':>10}{'MiB':>8}   times the CPU, wall, memory of sso-setup")
        own = None
        for who, _, runs in contenders:
            middle = [statistics.median(column) for column in zip(*taken[who])]
            own = own or middle
            ratios = "  ".join(f"{mine / its:8.1f}" for mine, its in zip(middle, own))
            print(f"{who:18}{middle[0]:10.1f}{middle[1]:10.1f}{middle[2]:8.1f} {ratios}   ({runs} runs)")


if __name__ == "__main__":
    main()
