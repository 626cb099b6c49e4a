"""What the steps share: the folders, the servers they start, and what the kernel tells of a process."""
import json, os, pathlib, re, resource, shutil, signal, statistics, subprocess, sys, tempfile, time

ROOT = pathlib.Path.cwd()
SHARED = ROOT / (os.environ.get("HAETAE_SHARED") or re.search("<shared.dir>(.*)</shared.dir>", (ROOT / "pom.xml").read_text()).group(1))
YARDSTICK = SHARED / "bench"
BODIES = ROOT / "src/bench/bodies"
TICKS = os.sysconf("SC_CLK_TCK")
work = pathlib.Path(tempfile.mkdtemp(prefix="haetae-bench-"))
running = []
known = {}


class Missing(Exception):
    """A program that a step needs is not here."""


def need(program):
    if not shutil.which(program):
        raise Missing(program)


def cpu(pid):
    fields = open(f"/proc/{pid}/stat").read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory_of(pid):
    """MiB that are resident, and those of them that no other process could share: a page that is as it is in a file, another may map."""
    text = open(f"/proc/{pid}/smaps_rollup").read()
    size = lambda name: int(re.search(rf"^{name}:\s+(\d+)", text, re.M).group(1)) / 1024
    return {"resident": size("Rss"), "private": size("Private_Dirty")}


def spawn(command, pattern, **more):
    """Starts a server; its process, what the pattern's group caught in its output, seconds until then."""
    log = open(work / f"server-{len(list(work.glob('server-*')))}.log", "w+")
    began = time.time()
    process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, **more)
    running.append(process)
    while time.time() - began < 300:
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


def serve(*arguments, options="", **environment):
    """Starts Haetae; its process, its address, seconds until it was ready."""
    process, url, seconds = spawn(
        ["./haetae", "serve", "--port", "0", "--management-port", "0", "--tls-dir", str(work / "tls"), *map(str, arguments)],
        r"listening on (https://[^ /\s]*)", env={**os.environ, **({"HAETAE_JAVA_OPTS": options} if options else {}), **environment})
    return process, re.sub(r"//[^:]*:", "//127.0.0.1:", url), seconds


def haetae(world=BODIES / "world.yaml"):
    return serve("-i", world)


def java():
    """A Java to run the bench's own programs with, a server's options for it, and their class path: compiled on the way, once."""
    if not known:
        process, _, _ = haetae()
        words = open(f"/proc/{process.pid}/cmdline").read().split("\0")
        program, flags = words[0], words[1:words.index("-cp")]
        stop(process)
        classes = ROOT / "target/bench"
        folder = ROOT / "src/bench/java/dev/haetae/bench"
        sources = [folder / f"{n}.java" for n in ("Cost", "ConstantRate", "EchoServer")] + sorted((folder / "cluster").glob("*.java"))
        path = f"{ROOT}/target/haetae.jar:{ROOT}/target/lib/*"
        subprocess.run([pathlib.Path(program).parent / "javac", "-proc:none", "-d", classes, "-cp", path, *sources], check=True)
        known["java"] = program, [f for f in flags if not f.startswith(("-Xlog", "-XX:AOT"))], f"{classes}:{path}"
    return known["java"]


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


def client(url, body, rate, seconds, warm_up, connections=16):
    program, _, path = java()
    return json.loads(subprocess.run(
        [program, "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path, "dev.haetae.bench.ConstantRate", url,
         str(body), str(rate), str(seconds), str(warm_up), str(connections)], check=True, capture_output=True, text=True).stdout)


def warm(pid, url, body, quick):
    """Loads a server until it has used enough CPU for the JVM's second compiler, however little of it others leave."""
    until, began = cpu(pid) + (3 if quick else 25), time.time()
    while cpu(pid) < until and time.time() - began < 90:
        client(url, body, 1_000_000, 2, 0)


def timed(command):
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.time()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall, after = time.time() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return {"wall": wall, "cpu": after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime}


def median(rows, key):
    return statistics.median(row[key] for row in rows)
