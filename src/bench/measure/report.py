"""Tables, targets and charts, from the raw numbers of all steps."""
import json, re

from common import ROOT, median

RAW = ROOT / "docs/performance.json"
PAGE = ROOT / "docs/performance.md"


def table(head, rows):
    lines = ["| " + " | ".join(head) + " |", "|" + "---|" * len(head)]
    return "\n".join(lines + ["| " + " | ".join(map(str, row)) + " |" for row in rows])


def spread(rows, key, form):
    return f"{form(median(rows, key))} ({form(min(r[key] for r in rows))}-{form(max(r[key] for r in rows))})"


def tables(raw):
    """Every table whose step has been run."""
    out = {}
    costs = lambda rows: [(n, f"{r['median']:.1f}", f"{r['least']:.1f}-{r['most']:.1f}", f"{r['bytes']:,}") for n, r in rows.items()]
    head = ["what", "µs of CPU, median", "range", "garbage, bytes"]
    for step in ("review", "policies", "world"):
        if step in raw:
            out[step] = table(head, costs(raw[step]["result"]))
    if "webhook" in raw:
        out["webhook"] = table(
            ["target", "connections", "requests/s", "p50 µs (range)", "p99 µs", "CPU s per 1,000 (range)", "resident MiB", "CPU of others"],
            [(*k.split("|"), f"{median(v, 'rps'):,.0f}", spread(v, "p50", lambda x: f"{x:,.0f}"), f"{median(v, 'p99'):,.0f}",
              spread(v, "cpu_per_k", lambda x: f"{x:.3f}"), f"{median(v, 'rss'):.0f}", f"{median(v, 'foreign'):.0%}")
             for k, v in raw["webhook"]["result"].items()])
    if "rate" in raw:
        rows = []
        for share in (0.25, 0.5, 0.75):
            for name in ("noop", "haetae"):
                runs = [r for r in raw["rate"]["result"]["runs"] if r["name"] == name and r["share"] == share]
                rows.append((name, f"{share:.0%}", f"{runs[0]['rate']:,.0f}", *(spread(runs, p, lambda x: f"{x:,.0f}") for p in ("p50", "p99", "p999"))))
        out["rate"] = table(["target", "of the saturation", "requests/s", "p50 µs", "p99 µs", "p99.9 µs"], rows)
    if "memory" in raw:
        both = lambda m: f"{m['resident']:.0f} / {m['private']:.0f}"
        out["memory"] = table(["start", "ready", "after reviews", "25 s later", "reviews", "seconds to ready", "CPU s"],
                              [(i + 1, *(both(r[k]) for k in ("ready", "loaded", "rested")), f"{r['count']:,}", f"{r['seconds']:.1f}", f"{r['cpu']:.1f}")
                               for i, r in enumerate(raw["memory"]["result"])])
    if "start" in raw:
        names = {"archive": "with the archive of classes", "none": "without"}
        seconds = lambda x: f"{x:.1f}"
        out["start"] = table(["", "seconds to ready, median (range)", "CPU seconds", "resident MiB", "private MiB"],
                             [(names[n], spread(r, "seconds", lambda x: f"{x:.2f}"), spread(r, "cpu", seconds),
                               *(f"{median(r, k):.0f}" for k in ("resident", "private"))) for n, r in raw["start"]["result"].items()])
    if "check" in raw:
        names = {"one": "haetae check, one", "many": "haetae check, many", "rules": "haetae rules", "explain": "haetae explain", "--help": "haetae --help"}
        out["check"] = table(["what", "wall s, median (range)", "CPU s (range)"],
                             [(names.get(n, n), *(spread(v, k, lambda x: f"{x:.3f}") for k in ("wall", "cpu")))
                              for n, v in raw["check"]["result"].items()])
    if "growth" in raw:
        out["growth"] = growth(raw["growth"]["result"])
    if "swap" in raw:
        names = {"still": "nothing is edited", "edited": "all edited every 4 s"}
        out["swap"] = table(["", "p50 µs", "p99 µs", "longest ms, each run", "longest pause of all threads ms, each run", "CPU s a run"],
                            [(names[n], f"{median(r, 'p50'):,.0f}", f"{median(r, 'p99'):,.0f}", ", ".join(f"{x['max'] / 1000:.1f}" for x in r),
                              ", ".join(f"{x['pause']:.1f}" for x in r), f"{median(r, 'cpu'):.1f}")
                             for n, r in raw["swap"]["result"].items() if n != "start"])
    if "apiserver" in raw:
        r = raw["apiserver"]["result"]
        out["apiserver"] = table(["webhook", "p50 µs", "p90 µs", "p99 µs", "added at p50"],
                                 [(n, *(f"{v[p]:,.0f}" for p in ("p50", "p90", "p99")),
                                   f"{v['p50'] - r['plain' + ','.join(['', *n.split(',')[1:]])]['p50']:,.0f}") for n, v in r.items()])
    out["targets"] = table(["what", "target", "measured", ""], targets(raw))
    return out


def growth(result):
    """The sizes as columns."""
    still = lambda r: [x for x in r["runs"] if not x["changes"]]
    changing = lambda r: [x for x in r["runs"] if x["changes"]]
    mib = lambda m: f"{m['resident']:.0f} / {m['private']:.0f}"
    lines = {
        "start to ready, s": lambda r: f"{r['seconds']:.1f}",
        "CPU until then, s": lambda r: f"{r['cpu']:.1f}",
        "live on the heap, MiB": lambda r: f"{r['heap'] / 2**20:.0f}",
        "resident / private when ready, MiB": lambda r: mib(r["ready"]),
        "after load": lambda r: mib(r["loaded"]),
        "after all is listed anew": lambda r: mib(r["listed anew"]),
        "p50 at 200 requests/s, µs": lambda r: f"{median(still(r), 'p50'):,.0f}",
        "with 1,000 statuses a second": lambda r: f"{median(changing(r), 'p50'):,.0f}",
        "p99, µs": lambda r: spread(still(r), "p99", lambda x: f"{x:,.0f}"),
        "with 1,000 statuses a second, p99": lambda r: spread(changing(r), "p99", lambda x: f"{x:,.0f}"),
        "CPU of a core at 200 requests/s": lambda r: f"{median(still(r), 'busy'):.0%}",
        "with 1,000 statuses a second, CPU": lambda r: f"{median(changing(r), 'busy'):.0%}",
    }
    return table(["", *result], [(name, *(value(r) for r in result.values())) for name, value in lines.items()])


def targets(raw):
    rows = []

    def row(step, what, target, value, limit, unit="x", digits=2):
        if step not in raw:
            rows.append((what, target, "-", "not measured"))
            return
        try:
            measured = value(raw[step]["result"])
        except (KeyError, ValueError):  # a program that takes part was not there
            rows.append((what, target, "-", "not measured"))
            return
        if target.startswith(">"):
            verdict = "reached" if measured >= limit else f"missed by {1 - measured / limit:.0%}"
        else:
            verdict = "reached" if measured <= limit else f"missed by {measured / limit - 1:.0%}" if limit else "missed"
        rows.append((what, target, f"{measured:.{digits}f}{unit}", verdict))

    def ratio(key, a, b):
        return lambda r: median(r[a], key) / median(r[b], key)

    def worst(key, beside, highest):
        """Of the yardstick's bodies, each beside what takes the same."""
        def value(r):
            names = [k.split("|")[0] for k in r if k.endswith(f", {beside}|16")]
            ratios = [ratio(key, n.split(",")[0] + "|16", n + "|16")(r) for n in names]
            return (max if highest else min)(ratios)
        return value

    def first(r):
        name = next(n for n in r if n.startswith("haetae, first"))
        of = name.removeprefix("haetae")
        return (r[name]["p50"] - r["plain" + of]["p50"]) / (r["noop" + of]["p50"] - r["plain" + of]["p50"])

    row("webhook", "p50 at 1 connection / no-op", "<= 1.0x", ratio("p50", "allowed|1", "noop|1"), 1.0)
    bodies = {"allowed": ("allowed|16", "noop|16", "echo|16"), "denied": ("denied|16", "noop|16", "echo|16")}
    for name, (ours, noop, _) in bodies.items():
        row("webhook", f"CPU per 1,000 at 16 connections / no-op, {name}", "<= 0.5x", ratio("cpu_per_k", ours, noop), 0.5)
    row("webhook", "the same, worst of the yardstick's bodies", "<= 0.5x", worst("cpu_per_k", "noop", True), 0.5)
    for name, (ours, _, echo) in bodies.items():
        row("webhook", f"requests/s at 16 connections / bare Netty, {name}", ">= 0.65x", ratio("rps", ours, echo), 0.65)
    row("webhook", "the same, worst of the yardstick's bodies", ">= 0.65x", worst("rps", "echo", False), 0.65)
    row("webhook", "CPU of a denied Pod / allowed", "<= 1.3x", ratio("cpu_per_k", "denied|16", "allowed|16"), 1.3)
    row("webhook", "CPU of a mutated Pod / allowed", "<= 1.5x", ratio("cpu_per_k", "mutated|16", "allowed|16"), 1.5)
    row("review", "garbage per review, bytes to bytes", "<= 40 KB", lambda r: r["allowed"]["bytes"] / 1000, 40, " KB", 1)
    row("rate", "p99.9 at half the saturation / no-op", "<= 2x",
        lambda r: median([x for x in r["runs"] if x["name"] == "haetae" and x["share"] == 0.5], "p999")
        / median([x for x in r["runs"] if x["name"] == "noop" and x["share"] == 0.5], "p999"), 2)
    row("apiserver", "latency added to POST pods / that of the no-op", "<= 1.1x",
        lambda r: (r["haetae"]["p50"] - r["plain"]["p50"]) / (r["noop"]["p50"] - r["plain"]["p50"]), 1.1)
    row("policies", "each of 1,000 policies that match the kind", "<= 1 µs", lambda r: (r["pods 1000"]["least"] - r["pods 0"]["least"]) / 1000, 1, " µs")
    row("policies", "each of 1,000 policies of other kinds", "~ 0", lambda r: max(0, (r["others 1000"]["least"] - r["pods 0"]["least"]) / 1000), 0.01, " µs", 3)
    row("world", "100,000 objects / 100, nodes fixed", "flat (<= 1.2x)", lambda r: r["objects 100000"]["median"] / r["objects 100"]["median"], 1.2)
    for key, most in (("resident", 160), ("private", 110)):
        row("memory", f"{key}, 10,000 pods of an API server, after load, most of three starts", f"<= {most} MiB",
            lambda r: max(x["loaded"][key] for x in r), most, " MiB", 0)
    row("apiserver", "the same for the first 500 reviews", "<= 1.5x", first, 1.5)
    least = lambda rows, key: min(x[key] for x in rows)
    row("start", "start to ready, with the archive of classes", "<= 1.5 s", lambda r: least(r["archive"], "seconds"), 1.5, " s")
    row("start", "start to ready, without", "<= 3 s", lambda r: least(r["none"], "seconds"), 3, " s")
    row("check", "check of one file, best wall", "<= 0.12 s", lambda r: least(r["one"], "wall"), 0.12, " s", 3)
    row("check", "check of 1,000 objects in 200 files / kube-score, best wall", "<= 1.0x",
        lambda r: least(r["many"], "wall") / least(r["kube-score, many"], "wall"), 1.0)
    for command in ("rules", "explain", "--help"):
        row("check", f"{command}, best wall", "<= 0.08 s", lambda r: least(r[command], "wall"), 0.08, " s", 3)
    row("swap", "1,000 policies edited: longest pause of all threads", "<= 10 ms", lambda r: median(r["edited"], "pause"), 10, " ms", 1)
    row("swap", "1,000 policies edited: longest answer, beyond that without edits", "<= 10 ms",
        lambda r: max(0, median(r["edited"], "max") - median(r["still"], "max")) / 1000, 10, " ms", 1)
    return rows


def chart(title, across, up, series):
    """A line chart as SVG; series is name -> [(x, y)]."""
    width, height, left, bottom = 640, 320, 64, 44
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    top_x, top_y = max(xs), max(ys) * 1.1
    at_x = lambda x: left + x / top_x * (width - left - 24)
    at_y = lambda y: height - bottom - y / top_y * (height - bottom - 36)
    svg = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12">',
           f'<rect width="{width}" height="{height}" fill="#fff"/><text x="{left}" y="20" font-size="14">{title}</text>']
    for i in range(5):
        x, y = top_x * i / 4, top_y * i / 4
        svg.append(f'<line x1="{left}" x2="{width - 24}" y1="{at_y(y):.1f}" y2="{at_y(y):.1f}" stroke="#ddd"/>'
                   f'<text x="{left - 6}" y="{at_y(y) + 4:.1f}" text-anchor="end">{y:,.0f}</text>'
                   f'<text x="{at_x(x):.1f}" y="{height - bottom + 16}" text-anchor="middle">{x:,.0f}</text>')
    svg.append(f'<text x="{width - 24}" y="{height - 8}" text-anchor="end">{across}</text><text x="8" y="36">{up}</text>')
    for (name, points), colour in zip(series.items(), ["#0b6e99", "#c2410c", "#4d7c0f", "#7e22ce"]):
        path = " ".join(f"{at_x(x):.1f},{at_y(y):.1f}" for x, y in sorted(points))
        x, y = max(points)
        svg.append(f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="2"/>'
                   + "".join(f'<circle cx="{at_x(a):.1f}" cy="{at_y(b):.1f}" r="3" fill="{colour}"/>' for a, b in points)
                   + f'<text x="{at_x(x):.1f}" y="{at_y(y) - 8:.1f}" text-anchor="end" fill="{colour}">{name}</text>')
    return "\n".join(svg + ["</svg>"]) + "\n"


def charts(raw):
    if "rate" in raw:
        series = {}
        for name in ("noop", "haetae"):
            for percentile in ("p50", "p99"):
                runs = [r for r in raw["rate"]["result"]["runs"] if r["name"] == name]
                series[f"{name} {percentile}"] = [
                    (runs_of[0]["rate"], median(runs_of, percentile))
                    for runs_of in ([r for r in runs if r["share"] == s] for s in sorted({r["share"] for r in runs}))]
        (ROOT / "docs/performance-rate.svg").write_text(chart("Latency at a constant rate, open loop", "requests per second", "µs", series))
    if "policies" in raw:
        costs = raw["policies"]["result"]
        points = [(int(n.split()[1]), r["median"]) for n, r in costs.items() if n.startswith("pods ")]
        others = [(0, costs["pods 0"]["median"]), (1000, costs["others 1000"]["median"])]
        (ROOT / "docs/performance-policies.svg").write_text(
            chart("A review by the number of policies", "policies", "µs of CPU", {"of the object's kind": points, "of other kinds": others}))


def write(raw):
    RAW.write_text(json.dumps(raw, indent=1, sort_keys=True) + "\n")
    text = PAGE.read_text()
    for step, value in tables(raw).items():
        text = re.sub(f"(<!-- {step}: begin -->\n).*?(<!-- {step}: end -->)", lambda m: m[1] + value + "\n" + m[2], text, flags=re.S)
    PAGE.write_text(text)
    charts(raw)
