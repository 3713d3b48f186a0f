#!/usr/bin/env python3
"""What a run over many tenants costs: plans with nothing to do.

    cargo build --release && python3 benches/fleet.py

It starts a sandbox whose answers are late, sets one connector up in it, and plans it as many tenants at once. Printed are the
throughput against the ideal one (as many tenants at a time as were asked for, each as long as its chain of answers), CPU and
bytes a tenant, and the peak of memory; then the same with a rate that the services allow each key, against that rate. The
tenants differ in nothing but their names, so that one sandbox can play them all; they share their keys, and so their limit.
"""

import argparse
import json
import os
import pathlib
import subprocess
import tempfile
import time
import urllib.request

PROGRAM = pathlib.Path(__file__).resolve().parent.parent / "target" / "release" / "sso-setup"
# The answers that a plan with nothing to do waits for one after the other (benches/requests.rs).
LEVELS = 3
TENANT = ["--subdomain", "eu", "--group", "All Staff", "--mimecast-group", "All Mimecast users"]
DEFAULTS = """[defaults]
subdomain = "eu"
group = "All Staff"
mimecast-group = "All Mimecast users"
account-code = "{code}"
[defaults.credentials]
JUMPCLOUD_API_KEY = "env:JUMPCLOUD_API_KEY"
MIMECAST_CLIENT_ID = "env:MIMECAST_CLIENT_ID"
MIMECAST_CLIENT_SECRET = "env:MIMECAST_CLIENT_SECRET"
"""


class Sandbox:
    """A sandbox of its own, with one connector set up."""

    def __init__(self, program, folder, *options):
        self.program = program
        command = [program, "sandbox", "-o", "json", *options]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self.told = json.loads(self.process.stdout.readline())
        self.variables = {
            "PATH": os.environ["PATH"],
            "HOME": folder,
            "XDG_STATE_HOME": folder,
            "SSO_SETUP_JUMPCLOUD_URL": self.told["jumpcloud_url"],
            "SSO_SETUP_MIMECAST_URL": self.told["mimecast_url"],
            **self.told["credentials"],
        }
        self.cost([program, "mimecast", *TENANT, "--yes"])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()

    def counters(self):
        with urllib.request.urlopen(self.told["page"] + "sandbox/counters") as answer:
            return json.load(answer)

    def cost(self, command):
        """Seconds, CPU seconds and the peak of resident memory in MiB of one run, and the bytes that it printed."""
        with tempfile.TemporaryFile() as said:
            began = time.monotonic()
            process = subprocess.Popen(command, env=self.variables, stdout=said, stderr=subprocess.DEVNULL)
            _, status, usage = os.wait4(process.pid, 0)
            took = time.monotonic() - began
            if os.waitstatus_to_exitcode(status) != 0:
                said.seek(0)
                raise SystemExit(f"{command} failed:\n{said.read()[-2000:].decode()}")
            cpu = usage.ru_utime + usage.ru_stime
            return took, cpu, usage.ru_maxrss / 1024, said.tell()

    def plan(self, folder, tenants, jobs):
        path = pathlib.Path(folder) / f"{tenants}.toml"
        entries = (f'[[tenant]]\nname = "tenant-{at}"\n' for at in range(tenants))
        path.write_text(DEFAULTS.format(code=self.told["account_code"]) + "".join(entries))
        path.chmod(0o600)
        command = [self.program, "mimecast", "plan", "--tenants", path, "--jobs", str(jobs), "-o", "json"]
        return self.cost(command)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=str(PROGRAM), help="the sso-setup to measure")
    parser.add_argument("--latency", type=int, default=50, help="how late each answer is, in milliseconds")
    parser.add_argument("--tenants", type=int, nargs="+", default=[10, 1000, 10000])
    parser.add_argument("--rate", type=int, default=20, help="requests a second that each key may make, in the last part")
    asked = parser.parse_args()
    print(f"answers {asked.latency} ms late")
    print(f"{'tenants':>8}{'jobs':>6}{'seconds':>9}{'of ideal':>10}{'CPU ms':>8}{'bytes':>8}{'MiB':>7}   (CPU and bytes a tenant)")
    with tempfile.TemporaryDirectory() as folder:
        with Sandbox(asked.program, folder, "--latency", f"{asked.latency}ms") as sandbox:
            for tenants, jobs in runs(asked.tenants):
                took, cpu, memory, said = sandbox.plan(folder, tenants, jobs)
                ideal = LEVELS * asked.latency / 1000 * -(-tenants // jobs)
                print(
                    f"{tenants:8}{jobs:6}{took:9.1f}{ideal / took:10.2f}{cpu / tenants * 1000:8.1f}"
                    f"{said / tenants:8.0f}{memory:7.1f}",
                    flush=True,
                )
        with Sandbox(asked.program, folder, "--rate", str(asked.rate)) as sandbox:
            before = sandbox.counters()
            took, *_ = sandbox.plan(folder, 50, 64)
            after = sandbox.counters()
        print(f"\n50 tenants, {asked.rate} requests a second allowed")
        for service in ("jumpcloud", "mimecast"):
            asked_of, refused = (after[service][name] - before[service][name] for name in ("requests", "refused_for_rate"))
            used = (asked_of - refused) / took / asked.rate
            # The one that is asked more often bounds the run: the other cannot use all of its rate.
            print(f"{service:>10}: {used:.2f} of the rate used, {refused} of {asked_of} requests refused")


def runs(sizes):
    """Every size with 64 at a time, and one of moderate size with fewer."""
    for tenants in sizes:
        yield tenants, 64
    for jobs in (1, 8):
        yield min(100 * jobs, max(sizes)), jobs


if __name__ == "__main__":
    main()
