"""The steps through an API server that stands in for a large cluster: memory, growth, policies edited while it serves."""
import contextlib, http.client, pathlib, re, ssl, subprocess, threading, time, urllib.parse

from common import BODIES, client, cpu, java, memory_of, serve, spawn, stop, warm, work

# What -XX:MaxRAMPercentage makes of the chart's limit.
CHART = "-XX:MaxRAM=512m"


@contextlib.contextmanager
def stand_in(pods, nodes, claims, policies=0, in_cel=0):
    """An API server with so many objects; how Haetae is pointed to it, and how it is told what is to happen."""
    program, _, path = java()
    process, url, _ = spawn(
        [program, "-XX:+UseSerialGC", "-Xmx1g", "-cp", path, "dev.haetae.bench.cluster.StandIn", str(work / "tls/tls.crt"),
         str(work / "tls/tls.key"), *map(str, (pods, nodes, claims, policies, in_cel))], r"listening on (\S+)")
    kubeconfig = work / "kubeconfig"
    kubeconfig.write_text(f"""apiVersion: v1
kind: Config
clusters: [{{name: c, cluster: {{server: "{url}", certificate-authority: {work / 'tls/ca.crt'}}}}}]
users: [{{name: u, user: {{token: t}}}}]
contexts: [{{name: x, context: {{cluster: c, user: u, namespace: own}}}}]
current-context: x
""")

    def tell(what):
        connection = http.client.HTTPSConnection(urllib.parse.urlsplit(url).netloc, context=ssl._create_unverified_context())
        connection.request("GET", f"/bench/{what}")
        connection.getresponse().read()

    try:
        yield {"KUBECONFIG": str(kubeconfig)}, tell
    finally:
        stop(process)


def started(environment, options="", more=()):
    process, url, seconds = serve("--inventory", "cluster", *more, options=options, **environment)
    return process, url + "/validate", {"seconds": seconds, "cpu": cpu(process.pid)}


def memory(quick):
    """10,000 pods, three starts after one another, in what a container of the chart's limit would give."""
    runs = []
    with stand_in(10_000, 1_000, 2_000) as (environment, tell):
        for _ in range(1 if quick else 3):
            server, url, run = started(environment, CHART)
            run["ready"] = memory_of(server.pid)
            tell("life?statuses=100&replacements=2")
            run["count"] = sum(client(url, BODIES / f"pod-{name}.json", 1_000_000, 1 if quick else 4, 1)["count"]
                               for name in ("allowed", "denied", "plain"))
            run["loaded"] = memory_of(server.pid)
            time.sleep(1 if quick else 25)  # until the compiler has ended and what it had is given back
            run["rested"] = memory_of(server.pid)
            tell("life")
            stop(server)
            runs.append(run)
    return runs


def live_heap(pid):
    """Bytes that live on the heap: after a collection of all of it."""
    program, _, _ = java()
    histogram = subprocess.run([pathlib.Path(program).parent / "jcmd", str(pid), "GC.class_histogram"],
                               check=True, capture_output=True, text=True).stdout
    return int(histogram.strip().splitlines()[-1].split()[2])


def growth(quick):
    """What a cluster of a size costs, at rest and with a thousand statuses of pods a second."""
    sizes = {"10,000 pods, 1,000 nodes": (10_000, 1_000, 2_000)}
    if not quick:
        sizes.update({"10,000 pods, 5,000 nodes": (10_000, 5_000, 10_000), "100,000 pods, 5,000 nodes": (100_000, 5_000, 10_000)})
    body = BODIES / "pod-allowed.json"
    result = {}
    for name, size in sizes.items():
        with stand_in(*size) as (environment, tell):
            server, url, row = started(environment)
            row["heap"] = live_heap(server.pid)
            row["ready"] = memory_of(server.pid)
            warm(server.pid, url, body, quick)
            row["runs"] = []
            for _ in range(1 if quick else 3):
                for changes in (0, 1000):
                    tell(f"life?statuses={changes}&replacements={changes // 50}")
                    time.sleep(2)
                    before, seconds = cpu(server.pid), 3 if quick else 8
                    run = client(url, body, 200, seconds, 0, 4)
                    row["runs"].append({"changes": changes, "busy": (cpu(server.pid) - before) / seconds, **run})
                tell("life")
            row["loaded"] = memory_of(server.pid)
            tell("forget")  # everything is listed anew, beside what is in memory
            time.sleep(5 if quick else 15)
            row["listed anew"] = memory_of(server.pid)
            stop(server)
            result[name] = row
    return result


def pauses(log):
    """Milliseconds that all threads stood still, each time."""
    return [int(n) / 1e6 for n in re.findall(r"Total: +(\d+) ns", log.read_text())]


def swap(quick):
    """A thousand policies, a tenth of them in CEL, all edited at once, again and again, while requests come at a modest rate."""
    log = work / "safepoints.log"
    body = BODIES / "pod-plain.json"
    rows = {}
    with stand_in(1_000, 100, 100, 1000, 100) as (environment, tell):
        server, url, first = started(environment, f"-Xlog:safepoint:file={log}")
        warm(server.pid, url, body, quick)

        def edits(ended):
            while not ended.wait(4):
                tell("edit")

        for _ in range(1 if quick else 3):
            for name in ("still", "edited"):
                log.write_text("")
                ended, before = threading.Event(), cpu(server.pid)
                editor = threading.Thread(target=edits, args=(ended,))
                if name == "edited":
                    editor.start()
                run = client(url, body, 200, 6 if quick else 14, 0, 4)
                ended.set()
                if name == "edited":
                    editor.join()
                stood = pauses(log)
                rows.setdefault(name, []).append({**run, "pause": max(stood, default=0), "pauses": len(stood), "cpu": cpu(server.pid) - before})
                time.sleep(4)
        stop(server)
    return {"start": first, **rows}
