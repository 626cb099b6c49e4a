"""The step of short commands: Haetae's, and those of others that are on the PATH, on the same files."""
import re, shutil, subprocess

from common import ROOT, timed, work

PEERS = ROOT / "src/bench/peers"
# Each judges by what it does by default; the two that bring nothing along, by the same four policies. What they print, when they have judged.
OTHERS = {
    "kube-score": (["kube-score", "score"], "CRITICAL"),
    "kube-linter": (["kube-linter", "lint"], "lint errors"),
    "gator": (["gator", "test", "-f", str(PEERS / "gator"), *["-f"]], "hostPath"),
    "conftest": (["conftest", "test", "--policy", str(PEERS / "conftest")], "hostPath"),
}


def manifests(folder, objects, per_file):
    """Objects of the shipped policies' cases, over and over; not those that are no objects at all, over which others give up."""
    documents = []
    for file in sorted(ROOT.glob("policies/*/cases/**/*.yaml")):
        if file.relative_to(ROOT).parts[1] not in ("manifest-strict", "api-validation"):
            documents += [d.strip() + "\n" for d in file.read_text().split("\n---\n")
                          if "kind:" in d and "apiVersion:" in d and not re.search(r'nvidia.com/gpu: "?[^\s"\d]', d)]
    folder.mkdir()
    for i in range(objects // per_file):
        part = [documents[(i * per_file + j) % len(documents)] for j in range(per_file)]
        (folder / f"m{i:04d}.yaml").write_text("---\n".join(part))
    return sorted(map(str, folder.iterdir()))


def check(quick):
    many = manifests(work / "many", 1000, 5)
    one = work / "one.yaml"
    one.write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: smoke}\nspec:\n  containers: [{name: main, image: 'example/app:1.0'}]\n"
        "  volumes: [{name: host, hostPath: {path: /etc}}]\n")
    commands = {"one": ["./haetae", "check", str(one)], "many": ["./haetae", "check", str(work / "many")],
                "rules": ["./haetae", "rules"], "explain": ["./haetae", "explain", "no-host-path"], "--help": ["./haetae", "--help"]}
    for name, (words, judged) in OTHERS.items():
        if not shutil.which(name):
            continue
        files = {"one": [str(one)], "many": many if name == "kube-score" else [str(work / "many")]}
        for what, paths in files.items():
            told = subprocess.run([*words, *paths], capture_output=True, text=True)
            if judged not in told.stdout + told.stderr:
                raise SystemExit(f"run: {name} has judged nothing: {(told.stdout + told.stderr)[:500]}")
            commands[f"{name}, {what}"] = [*words, *paths]
    runs = {name: [] for name in commands}
    for command in commands.values():
        timed(command)
    for _ in range(2 if quick else 7):
        for name, command in commands.items():
            runs[name].append(timed(command))
    return runs
