"""Checks each folder of a folder of repositories, and sums up what is found; see src/bench/corpus."""

import collections
import json
import os
import sys
import tempfile
import time


def run(folder, report):
    """Runs a check, and returns its exit code, the seconds it took and the most memory it had, in MiB."""
    begin = time.monotonic()
    child = os.fork()
    if child == 0:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        os.execvp(os.environ["HAETAE"], [os.environ["HAETAE"], "check", folder, "-o", "json=" + report])
    _, status, usage = os.wait4(child, 0)
    return os.waitstatus_to_exitcode(status), time.monotonic() - begin, usage.ru_maxrss >> 10


def per_thousand(count, of):
    return 1000 * count / of if of else 0


def place(error, folder):
    line = f":{error['line']}" if error["line"] else ""
    return os.path.relpath(error["file"], folder) + line + ": " + error["message"]


def main(corpus):
    files = objects = errors = 0
    rules = collections.Counter()
    first_errors = []
    print(f"{'repository':40} {'exit':>4} {'files':>6} {'objects':>7} {'errors':>6} {'s':>6} {'MiB':>5}")
    with tempfile.TemporaryDirectory() as scratch:
        for name in sorted(entry.name for entry in os.scandir(corpus) if entry.is_dir()):
            folder = os.path.join(corpus, name)
            path = os.path.join(scratch, "report.json")
            code, seconds, memory = run(folder, path)
            if not os.path.exists(path):
                print(f"{name:40} {code:4} no report")
                continue
            with open(path, encoding="utf-8") as file:
                report = json.load(file)
            os.remove(path)
            summary = report["summary"]
            print(
                f"{name:40} {code:4} {summary['files']:6} {summary['objects']:7} {summary['errors']:6}"
                f" {seconds:6.1f} {memory:5}"
            )
            files += summary["files"]
            objects += summary["objects"]
            errors += summary["errors"]
            rules.update((finding["rule"], finding["action"]) for finding in report["findings"])
            rules.update((finding["rule"], "undecided") for finding in report["undecided"])
            if code == 3:
                first_errors.append(f"{name}: {place(report['errors'][0], folder)}")
    print(f"\n{files} files, {objects} objects, {per_thousand(errors, files):.1f} errors per 1,000 files")
    print("\nper 1,000 objects:")
    for (rule, action), count in sorted(rules.items()):
        print(f"{per_thousand(count, objects):8.1f} {rule} {action}")
    print("\nexit code 3, and the first error:")
    for error in first_errors:
        print("  " + error)


main(sys.argv[1])
