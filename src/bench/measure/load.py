"""The steps that load a server: as fast as it goes, at a constant rate, and through a real API server."""
import base64, concurrent.futures, http.client, json, os, pathlib, ssl, subprocess, time

from common import BODIES, Missing, SHARED, YARDSTICK, client, haetae, java, need, noop, spawn, stop, warm, work


def webhook(quick):
    need("wrk")
    program, flags, path = java()
    server, url, _ = haetae()
    other, other_url = noop()
    echo, echo_url, _ = spawn([program, *flags, "-cp", path, "dev.haetae.bench.EchoServer",
                               str(work / "tls/tls.crt"), str(work / "tls/tls.key")], r"listening on (\S+)")
    bodies = {n: BODIES / f"pod-{n}.json" for n in ("allowed", "denied", "mutated")}
    yardstick = {f"{k} {n}": YARDSTICK / f"review-{k}-{n}.json" for k in ("pod", "svc") for n in ("clean", "deny")}
    warm(echo.pid, echo_url, bodies["allowed"], quick)
    warm(server.pid, url + "/validate", bodies["allowed"], quick)
    warm(server.pid, url + "/mutate", bodies["mutated"], quick)

    def measured(connections, *targets):
        addresses = {"noop": (other, other_url + "/"), "echo": (echo, echo_url), "mutate": (server, url + "/mutate")}
        words = []
        for name, where, body in targets:
            process, address = addresses.get(where, (server, url + "/validate"))
            words.append(f"{name}={process.pid},{address},{body}")
        out = work / "webhook.json"
        subprocess.run(["python3", str(YARDSTICK / "bench-webhook.py"), "-c", connections, "-d", "2", "-r", "1" if quick else "3",
                        "-w", "2", "-o", str(out), *words], check=True)
        return json.loads(out.read_text())

    result = measured(
        "1,16", ("noop", "noop", bodies["allowed"]), ("echo", "echo", bodies["allowed"]), ("allowed", "validate", bodies["allowed"]),
        ("denied", "validate", bodies["denied"]), ("mutated", "mutate", bodies["mutated"]))
    # Beside each of the yardstick's bodies stand the no-op and the bare Netty server with the same one.
    result.update(measured("16", *((f"{name}{of}", where, body) for name, body in yardstick.items()
                                   for of, where in ((", noop", "noop"), (", echo", "echo"), ("", "validate")))))
    for process in (server, other, echo):
        stop(process)
    return result


def rate(quick):
    java()
    server, url, _ = haetae()
    other, other_url = noop()
    targets = {"haetae": url + "/validate", "noop": other_url + "/"}
    body = BODIES / "pod-allowed.json"
    seconds, repetitions = (2, 1) if quick else (3, 2)
    warm(server.pid, targets["haetae"], body, quick)
    most = {n: client(u, body, 1_000_000, seconds, 1)["achieved"] for n, u in targets.items()}
    saturation = min(most.values())
    result = {"saturation": most, "runs": []}
    for _ in range(repetitions):
        for share in (0.25, 0.5, 0.75):
            for name, target in targets.items():
                run = client(target, body, share * saturation, seconds, 1)
                result["runs"].append({"name": name, "share": share, **run})
    stop(server)
    stop(other)
    return result


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
