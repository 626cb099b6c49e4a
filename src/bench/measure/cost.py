"""The steps without a network: bytes of a review to bytes of its answer."""
import json, subprocess

from common import java


def cost(what, rounds):
    program, _, path = java()
    lines = subprocess.run([program, "-XX:+UseSerialGC", "-cp", path, "dev.haetae.bench.Cost", what, str(rounds)],
                           check=True, capture_output=True, text=True).stdout.splitlines()
    return {row.pop("name"): row for row in map(json.loads, lines)}


def review(quick):
    return cost("review", 5 if quick else 15)


def policies(quick):
    return cost("policies", 3 if quick else 9)


def world(quick):
    return cost("world", 3 if quick else 9)
