"""Runs the steps named by src/bench/run and writes docs/performance.md's tables, its charts and its raw numbers."""
import json, os, shutil, subprocess, sys, time

import commands, cost, growth, load
from common import BODIES, Missing, cpu, haetae, memory_of, running, serve, stop, work
from report import RAW, table, targets, write


def start(quick):
    """Start to ready, with the archive of classes that the launcher makes, and without: as where that has not been made yet."""
    stop(haetae()[0])  # the first start after a build makes the archive of the others
    runs = {"archive": [], "none": []}
    for _ in range(1 if quick else 4):
        for name, rows in runs.items():
            server, _, seconds = serve("-i", BODIES / "world.yaml", options="" if name == "archive" else "-XX:AOTMode=off")
            rows.append({"seconds": seconds, "cpu": cpu(server.pid), **memory_of(server.pid)})
            stop(server)
    return runs


STEPS = {step.__name__: step for step in (
    cost.review, cost.policies, cost.world, load.webhook, load.rate, growth.memory, start, commands.check, load.apiserver,
    growth.growth, growth.swap)}


def main(arguments):
    quick = "-q" in arguments
    steps = [a for a in arguments if a != "-q"] or list(STEPS)
    unknown = [s for s in steps if s not in STEPS]
    if unknown:
        sys.exit(f"run: there is no step {unknown[0]}; there are {' '.join(STEPS)}")
    raw = {}
    try:
        for step in steps:
            began = time.time()
            try:
                result = STEPS[step](quick)
            except Missing as e:
                print(f"run: {step} is not run, missing: {e}")
                continue
            seconds = time.time() - began
            commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
            raw = json.loads(RAW.read_text()) if RAW.exists() else {}  # another run may have added to it
            raw[step] = {"commit": commit, "quick": quick, "seconds": round(seconds), "load": os.getloadavg()[0], "result": result}
            print(f"run: {step}, {seconds:.0f} s", flush=True)
            write(raw)
        print(table(["what", "target", "measured", ""], targets(raw)))
    finally:
        for process in list(running):
            stop(process)
        shutil.rmtree(work, ignore_errors=True)


main(sys.argv[1:])
