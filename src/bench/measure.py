"""Runs the steps named by src/bench/run and writes docs/performance.md's tables, its charts and its raw numbers."""
import http.client, json, os, pathlib, re, resource, shutil, signal, ssl, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path.cwd()
SHARED = ROOT / (os.environ.get("HAETAE_SHARED") or re.search("<shared.dir>(.*)</shared.dir>", (ROOT / "pom.xml").read_text()).group(1))
YARDSTICK = SHARED / "bench"
BODIES = ROOT / "src/bench/bodies"
RAW = ROOT / "docs/performance.json"
PAGE = ROOT / "docs/performance.md"
TICKS = os.sysconf("SC_CLK_TCK")
STEPS = ["review", "policies", "world", "webhook", "rate", "memory", "start", "check", "apiserver"]
work = pathlib.Path(tempfile.mkdtemp(prefix="haetae-bench-"))
running = []


class Missing(Exception):
    """A program that a step needs is not here."""


def need(program):
    if not shutil.which(program):
        raise Missing(program)


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def resident(pid):
    return int(re.search(r"VmRSS:\s+(\d+)", open(f"/proc/{pid}/status").read()).group(1)) / 1024


def spawn(command, pattern, **more):
    """Starts a server; its process, what the pattern's group caught in its output, seconds until then."""
    log = open(work / f"server-{len(running)}.log", "w+")
    began = time.time()
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **more)
    running.append(process)
    while time.time() - began < 180:
        found = re.search(pattern, pathlib.Path(log.name).read_text())
        if found:
            return process, found.group(1), time.time() - began
        if process.poll() is not None:
            break
        time.sleep(0.01)
    sys.exit(f"run: {command[0]} did not start: {pathlib.Path(log.name).read_text()}")


def stop(process):
    process.send_signal(signal.SIGTERM)
    process.wait()
    running.remove(process)


def haetae(world=BODIES / "world.yaml"):
    process, url, seconds = spawn(
        ["./haetae", "serve", "--port", "0", "--management-port", "0", "--tls-dir", str(work / "tls"), "-i", str(world)],
        r"listening on (https://[^ /\s]*)")
    return process, re.sub(r"//[^:]*:", "//127.0.0.1:", url), seconds


def java_home_and_flags(pid):
    """The Java of a running server and its flags, so that what it is compared with has the same."""
    words = open(f"/proc/{pid}/cmdline").read().split("\0")
    return words[0], words[1:words.index("-cp")]


def java():
    """A Java to run the bench's own programs with, which are compiled on the way."""
    process, _, _ = haetae()
    program, flags = java_home_and_flags(process.pid)
    stop(process)
    classes = ROOT / "target/bench"
    sources = [str(ROOT / f"src/bench/java/dev/haetae/bench/{n}.java") for n in ("Cost", "ConstantRate", "EchoServer")]
    path = f"{ROOT}/target/haetae.jar:{ROOT}/target/lib/*"
    subprocess.run([pathlib.Path(program).parent / "javac", "-proc:none", "-d", classes, "-cp", path, *sources], check=True)
    return program, [f for f in flags if not f.startswith(("-Xlog", "-XX:AOT"))], f"{classes}:{path}"


def noop():
    need("go")
    if not (YARDSTICK / "noop").is_dir():
        raise Missing(f"{YARDSTICK}, the webhook that decides nothing")
    folder = work / "noop"
    if not folder.exists():
        shutil.copytree(YARDSTICK / "noop", folder)
        for path in [folder, *folder.rglob("*")]:
            path.chmod(0o755)
        subprocess.run(["go", "build", "-o", "noop", "."], cwd=folder, check=True)
    port = 20000 + os.getpid() % 10000
    process, _, _ = spawn(
        [str(folder / "noop"), "-mode", "decode", "-addr", f"127.0.0.1:{port}",
         "-cert", str(work / "tls/tls.crt"), "-key", str(work / "tls/tls.key")], r"(decode)")
    time.sleep(0.3)
    return process, f"https://127.0.0.1:{port}"


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


def webhook(quick):
    need("wrk")
    program, flags, path = java()
    server, url, _ = haetae()
    other, other_url = noop()
    echo, echo_url, _ = spawn([program, *flags, "-cp", path, "dev.haetae.bench.EchoServer",
                               str(work / "tls/tls.crt"), str(work / "tls/tls.key")], r"listening on (\S+)")
    bodies = {n: BODIES / f"pod-{n}.json" for n in ("allowed", "denied", "mutated")}
    warm(program, path, echo.pid, echo_url, bodies["allowed"], quick)
    warm(program, path, server.pid, url + "/validate", bodies["allowed"], quick)
    warm(program, path, server.pid, url + "/mutate", bodies["mutated"], quick)
    out = work / "webhook.json"
    subprocess.run(
        ["python3", str(YARDSTICK / "bench-webhook.py"), "-c", "1,16", "-d", "2",
         "-r", "1" if quick else "3", "-w", "3", "-o", str(out),
         f"noop={other.pid},{other_url}/,{bodies['allowed']}", f"echo={echo.pid},{echo_url},{bodies['allowed']}",
         f"allowed={server.pid},{url}/validate,{bodies['allowed']}", f"denied={server.pid},{url}/validate,{bodies['denied']}",
         f"mutated={server.pid},{url}/mutate,{bodies['mutated']}"], check=True)
    for process in (server, other, echo):
        stop(process)
    return json.loads(out.read_text())


def client(program, path, url, body, rate, seconds, warm_up, connections=16):
    return json.loads(subprocess.run(
        [program, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path, "dev.haetae.bench.ConstantRate", url,
         str(body), str(rate), str(seconds), str(warm_up), str(connections)], check=True, capture_output=True, text=True).stdout)


def warm(program, path, pid, url, body, quick):
    """Loads a server until it has used enough CPU for the JVM's second compiler, however little of it others leave."""
    until, began = cpu(pid) + (3 if quick else 25), time.time()
    while cpu(pid) < until and time.time() - began < 90:
        client(program, path, url, body, 1_000_000, 2, 0)


def rate(quick):
    program, _, path = java()
    server, url, _ = haetae()
    other, other_url = noop()
    targets = {"haetae": url + "/validate", "noop": other_url + "/"}
    body = BODIES / "pod-allowed.json"
    seconds, repetitions = (2, 1) if quick else (3, 2)
    warm(program, path, server.pid, targets["haetae"], body, quick)
    most = {n: client(program, path, u, body, 1_000_000, seconds, 1)["achieved"] for n, u in targets.items()}
    saturation = min(most.values())
    result = {"saturation": most, "runs": []}
    for _ in range(repetitions):
        for share in (0.25, 0.5, 0.75):
            for name, target in targets.items():
                run = client(program, path, target, body, share * saturation, seconds, 1)
                result["runs"].append({"name": name, "share": share, **run})
    stop(server)
    stop(other)
    return result


def memory(quick):
    program, _, path = java()
    pods = [{"apiVersion": "v1", "kind": "Pod", "metadata": {"name": f"pod-{i}", "namespace": "vision", "labels": {"app": f"a{i % 100}"}},
             "spec": {"nodeName": f"gpu-{1 + i % 2}", "containers": [{"name": "main", "image": "registry.example/app:1", "resources": {
                 "requests": {"cpu": "10m", "memory": "16Mi"}}}]}, "status": {"phase": "Running"}} for i in range(10_000)]
    folder = work / "world"
    folder.mkdir(exist_ok=True)
    (folder / "pods.json").write_text(json.dumps({"apiVersion": "v1", "kind": "List", "items": pods}))
    shutil.copy(BODIES / "world.yaml", folder)
    server, url, seconds = haetae(folder)
    before = resident(server.pid)
    load = client(program, path, url + "/validate", BODIES / "pod-allowed.json", 1_000_000, 2 if quick else 8, 1)
    loaded = resident(server.pid)
    time.sleep(1 if quick else 25)  # until the compiler has ended and what it had is given back
    result = {"ready": before, "loaded": loaded, "rested": resident(server.pid), "seconds": seconds, "load": load}
    stop(server)
    return result


def start(quick):
    stop(haetae()[0])  # the first start after a build makes the archive of the others
    runs = []
    for _ in range(1 if quick else 3):
        server, _, seconds = haetae()
        runs.append({"seconds": seconds, "cpu": cpu(server.pid), "resident": resident(server.pid)})
        stop(server)
    return runs


def timed(command):
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def manifests(folder, objects, per_file):
    """Objects of the shipped policies' cases, over and over."""
    documents = []
    for file in sorted(ROOT.glob("policies/*/cases/**/*.yaml")):
        documents += [d.strip() + "\n" for d in file.read_text().split("\n---\n") if "kind:" in d and "apiVersion:" in d]
    folder.mkdir()
    for i in range(objects // per_file):
        part = [documents[(i * per_file + j) % len(documents)] for j in range(per_file)]
        (folder / f"m{i:04d}.yaml").write_text("---\n".join(part))


def check(quick):
    manifests(work / "many", 1000, 5)
    (work / "one.yaml").write_text(
        "apiVersion: v1\nkind: Pod\nmetadata: {name: smoke}\nspec:\n  containers: [{name: main, image: 'example/app:1.0'}]\n"
        "  volumes: [{name: host, hostPath: {path: /etc}}]\n")
    commands = {"one": ["./haetae", "check", str(work / "one.yaml")], "many": ["./haetae", "check", str(work / "many")]}
    others = {"kube-linter": "kube-linter lint", "gator": "gator test -f", "kube-score": "kube-score score"}
    commands.update({name: [*words.split(), str(work / "many")] for name, words in others.items() if shutil.which(name)})
    runs = {name: [] for name in commands}
    for command in commands.values():
        timed(command)
    for _ in range(2 if quick else 7):
        for name, command in commands.items():
            runs[name].append(timed(command))
    return runs


def apiserver(quick):
    assets = pathlib.Path(os.environ.get("KUBEBUILDER_ASSETS") or "nowhere")
    script = SHARED / "control-plane/up.sh"
    if not (assets / "kube-apiserver").exists():
        raise Missing("kube-apiserver in $KUBEBUILDER_ASSETS")
    if not script.exists():
        raise Missing(f"{script}, which starts one")
    server, url, _ = haetae()
    other, other_url = noop()
    base = 31000 + os.getpid() % 1000
    plane = work / "plane"
    environment = {**os.environ, "KUBE_BIN": str(assets), "APISERVER_ONLY": "1"}
    subprocess.run([script, "up", plane, str(base)], env=environment, check=True, stdout=subprocess.DEVNULL)
    try:
        tls = ssl.create_default_context(cafile=plane / "ca.crt")
        tls.load_cert_chain(plane / "admin.crt", plane / "admin.key")
        connect = lambda: http.client.HTTPSConnection("127.0.0.1", base, context=tls)
        connection = connect()

        def post(path, value, through=connection):
            through.request("POST", path, json.dumps(value), {"Content-Type": "application/json"})
            answer = through.getresponse()
            text = answer.read()
            if answer.status > 299:
                raise SystemExit(f"run: POST {path}: {answer.status} {text[:300]}")

        import base64
        bundle = base64.b64encode((work / "tls/ca.crt").read_bytes()).decode()
        targets = {"vision": url + "/validate", "noop": other_url + "/"}
        for name in ("vision", "noop", "plain"):
            post("/api/v1/namespaces", {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name}})
        post("/apis/admissionregistration.k8s.io/v1/validatingwebhookconfigurations", {
            "apiVersion": "admissionregistration.k8s.io/v1", "kind": "ValidatingWebhookConfiguration", "metadata": {"name": "bench"},
            "webhooks": [{
                "name": f"{name}.bench.dev", "admissionReviewVersions": ["v1"], "sideEffects": "None", "failurePolicy": "Fail",
                "timeoutSeconds": 10, "clientConfig": {"url": target, "caBundle": bundle},
                "namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": name}},
                "rules": [{"apiGroups": [""], "apiVersions": ["v1"], "operations": ["CREATE"], "resources": ["pods"]}],
            } for name, target in targets.items()]})
        pod = json.loads((BODIES / "pod-allowed.json").read_text())["request"]["object"]
        pod["metadata"] = {k: v for k, v in pod["metadata"].items() if k in ("name", "labels", "annotations")}
        pod.pop("status", None)
        pod["spec"].pop("serviceAccountName", None)
        time.sleep(3)
        path = "/api/v1/namespaces/{}/pods?dryRun=All"

        def measured(count):
            times = {"plain": [], "noop": [], "vision": []}
            for _ in range(count):
                for name in times:
                    pod["metadata"]["namespace"] = name
                    began = time.perf_counter()
                    post(path.format(name), pod)
                    times[name].append((time.perf_counter() - began) * 1e6)
            return times

        def posts(name, count):
            own = {**pod, "metadata": {**pod["metadata"], "namespace": name}}
            through = connect()
            for _ in range(count):
                post(path.format(name), own, through)

        for name in ("plain", "noop"):  # the API server and the no-op need no more
            posts(name, 200)
        first = measured(100 if quick else 500)
        import concurrent.futures
        with concurrent.futures.ThreadPoolExecutor(8) as pool:
            for name, count in (("noop", 100), ("vision", 100 if quick else 1500)):
                list(pool.map(posts, [name] * 8, [count] * 8))
        times = measured(100 if quick else 1000)
        times.update({f"{name}, first {len(first[name])}": values for name, values in first.items()})
    finally:
        subprocess.run([script, "down", plane], env=environment, check=True)
        stop(server)
        stop(other)
    quantile = lambda values, q: sorted(values)[int(len(values) * q)]
    return {name.replace("vision", "haetae"): {f"p{int(q * 100)}": quantile(values, q) for q in (0.5, 0.9, 0.99)}
            for name, values in times.items()}


# Tables and charts

def median(rows, key):
    return statistics.median(row[key] for row in rows)


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
        r = raw["memory"]["result"]
        out["memory"] = table(["when", "resident MiB"], [("ready", f"{r['ready']:.0f}"), (f"after {r['load']['count']:,} reviews", f"{r['loaded']:.0f}"),
                                                           ("25 s later", f"{r['rested']:.0f}")])
    if "start" in raw:
        r = raw["start"]["result"]
        out["start"] = table(["", "median (range)"], [("seconds to ready", spread(r, "seconds", lambda x: f"{x:.1f}")),
                                                      ("CPU seconds", spread(r, "cpu", lambda x: f"{x:.1f}"))])
    if "check" in raw:
        names = {"one": "haetae, one file", "many": "haetae, 1,000 objects in 200 files"}
        out["check"] = table(["what", "wall s (range)", "CPU s (range)"],
                             [(names.get(n, n + ", the same"), *(spread(v, k, lambda x: f"{x:.2f}") for k in ("wall", "cpu")))
                              for n, v in raw["check"]["result"].items()])
    if "apiserver" in raw:
        r = raw["apiserver"]["result"]
        out["apiserver"] = table(["webhook", "p50 µs", "p90 µs", "p99 µs", "added at p50"],
                                 [(n, *(f"{v[p]:,.0f}" for p in ("p50", "p90", "p99")),
                                   f"{v['p50'] - r['plain' + ','.join(['', *n.split(',')[1:]])]['p50']:,.0f}") for n, v in r.items()])
    out["targets"] = table(["what", "target", "measured", ""], targets(raw))
    return out


def targets(raw):
    rows = []

    def row(step, what, target, value, limit, unit="x", digits=2):
        if step not in raw:
            rows.append((what, target, "-", "not measured"))
            return
        measured = value(raw[step]["result"])
        verdict = "reached" if measured <= limit else f"missed by {measured / limit - 1:.0%}"
        rows.append((what, target, f"{measured:.{digits}f}{unit}", verdict))

    def ratio(key, a, b):
        return lambda r: median(r[a], key) / median(r[b], key)

    row("webhook", "p50 at 1 connection / no-op", "<= 1.0x", ratio("p50", "allowed|1", "noop|1"), 1.0)
    row("webhook", "CPU per 1,000 at 16 connections / no-op", "<= 0.5x", ratio("cpu_per_k", "allowed|16", "noop|16"), 0.5)
    if "webhook" in raw:
        share = ratio("rps", "allowed|16", "echo|16")(raw["webhook"]["result"])
        rows.append(("requests/s at 16 connections / bare Netty", ">= 0.65x", f"{share:.2f}x", "reached" if share >= 0.65 else f"missed by {1 - share / 0.65:.0%}"))
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
    row("memory", "resident, 10,000 pods, after load", "<= 160 MiB", lambda r: r["loaded"], 160, " MiB", 0)
    row("start", "start to ready", "<= 3 s on quiet cores", lambda r: min(x["seconds"] for x in r), 3, " s", 1)
    row("check", "check of one file, best wall", "<= 0.25 s", lambda r: min(x["wall"] for x in r["one"]), 0.25, " s")
    row("check", "check of 1,000 objects in 200 files, best wall", "<= 0.8 s", lambda r: min(x["wall"] for x in r["many"]), 0.8, " s")
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


def main(arguments):
    quick = "-q" in arguments
    steps = [a for a in arguments if a != "-q"] or STEPS
    unknown = [s for s in steps if s not in STEPS]
    if unknown:
        sys.exit(f"run: there is no step {unknown[0]}; there are {' '.join(STEPS)}")
    raw = {}
    try:
        for step in steps:
            began = time.time()
            try:
                result = globals()[step](quick)
            except Missing as e:
                print(f"run: {step} is not run, missing: {e}")
                continue
            seconds = time.time() - began
            commit = subprocess.run(["git", "rev-parse", "--short", "HEAD"], capture_output=True, text=True).stdout.strip()
            raw = json.loads(RAW.read_text()) if RAW.exists() else {}  # another run may have added to it
            raw[step] = {"commit": commit, "quick": quick, "seconds": round(seconds), "load": os.getloadavg()[0], "result": result}
            print(f"run: {step}, {seconds:.0f} s")
            write(raw)
        print(table(["what", "target", "measured", ""], targets(raw)))
    finally:
        for process in list(running):
            stop(process)
        shutil.rmtree(work, ignore_errors=True)


main(sys.argv[1:])
