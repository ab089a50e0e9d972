"""A stand-in for fal's control plane, for tests on one machine without an account.

The real `fal` CLI talks gRPC and HTTP to one address; this server answers both on one port:

    python server.py --port 7070 --key kid:ksecret
    ISOLATE_TEST_MODE=1 FAL_GRPC_HOST=localhost:7070 FAL_REST_HOST=localhost:7070 FAL_KEY=kid:ksecret \
        fal deploy app.py::MyApp --yes

It needs the packages of a virtual environment that has `fal` (grpcio, isolate_proto) and nothing else.
The first line on stdout is `{"ready": true, "port": N}`; later lines are the journal, one JSON object per call.
Tests steer it over `/__standin/…`: state, journal, scenario, log, cut-streams, reset.
"""

from __future__ import annotations

import argparse
import copy
import json
import os
import queue
import re
import signal
import socket
import sys
import threading
import time
from concurrent import futures
from datetime import datetime, timezone
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, unquote, urlsplit

import grpc
import isolate_proto as ip
from isolate_proto.controller_pb2_grpc import (
    IsolateControllerServicer,
    add_IsolateControllerServicer_to_server,
)

RUNNING, PENDING, SETUP, DEAD, DOCKER_PULL, DRAINING, TERMINATING, TERMINATED, IDLE, CRASH = range(10)
STATE_NAMES = "RUNNING PENDING SETUP DEAD DOCKER_PULL DRAINING TERMINATING TERMINATED IDLE FAILURE_DELAY".split()
BUILDER, BRIDGE, USER = range(3)  # Log.source
LEVELS = {"trace": 0, "debug": 1, "info": 2, "warning": 3, "error": 4, "stdout": 5, "stderr": 6}
SCALE_FIELDS = (
    "keep_alive", "max_multiplexing", "max_concurrency", "min_concurrency", "concurrency_buffer",
    "concurrency_buffer_perc", "scaling_delay_seconds", "request_timeout", "request_start_timeout", "startup_timeout",
)
SCALE_DEFAULTS = {
    "keep_alive": 60, "max_multiplexing": 1, "max_concurrency": 2, "min_concurrency": 0, "concurrency_buffer": 0,
    "concurrency_buffer_perc": 0, "scaling_delay_seconds": 0, "request_timeout": 3600, "startup_timeout": 600,
}

# What a test may change through POST /__standin/scenario (unknown keys are refused).
SCENARIO = {
    "build": "ok",              # ok | fail (INTERNAL_FAILURE after the logs) | cut (stream ends early) | error (gRPC error)
    "build_logs": ["Resolving packages", "Installing collected packages: numpy", "Successfully installed numpy-2.0.0"],
    "build_delay": 0.0,         # seconds before each build log line
    "build_error": "Failed to build environment: pip exited with 1",
    "register": "ok",           # ok | no_result | no_urls | error
    "register_logs": ["Registering app"],
    "register_error": "Application name is not valid",
    "rollout_steps": 0,         # an attached deploy reports this many steps …
    "rollout_delay": 0.5,       # … this many seconds apart
    "runner_timeline": [[0, "PENDING"], [0.3, "DOCKER_PULL"], [0.6, "SETUP"], [1.0, "IDLE"]],
    "run_logs": ["user log 0", "user log 1"],
    "run_seconds": 0.2,         # how long `fal run` keeps the ephemeral app
    "auth_error": "Invalid credentials",
    "rest_status": {},          # {"/users/current": [503, {"detail": "down"}], …}: exact path -> forced answer
    "unavailable": False,       # every gRPC call fails with UNAVAILABLE
    "delay": 0.0,               # seconds before every answer, gRPC and HTTP (the CLI has no timeout of its own)
    "stream_cut_after": None,   # /logs/stream closes the connection after this many events
    "stream_error": None,       # /logs/stream sends `event: error` with this text instead of the first event
    "queue_size": 0,
}


def now() -> str:
    return datetime.now(timezone.utc).isoformat().replace("+00:00", "Z")


class World:
    """All state of the stand-in, behind one lock."""

    def __init__(self, keys: set[str], user: str, base: str, save_dir: str | None, quiet: bool):
        self.lock = threading.RLock()
        self.keys, self.user, self.base, self.save_dir, self.quiet = keys, user, base, save_dir, quiet
        self.reset()

    def reset(self) -> None:
        with self.lock:
            self.scenario = copy.deepcopy(SCENARIO)
            self.aliases: dict[tuple[str, str], dict] = {}
            self.revisions: list[dict] = []
            self.runners: dict[str, dict] = {}
            self.secrets: dict[tuple[str, str], dict] = {}
            self.environments: dict[str, str] = {"main": ""}
            self.user_keys: dict[str, dict] = {}
            self.logs: list[dict] = []
            self.files: dict[str, bytes] = {}
            self.hashes: set[str] = set()
            self.parts: dict[str, dict[int, bytes]] = {}
            self.journal: list[dict] = []
            self.streams: list[queue.Queue] = []
            self.counter = 0

    def next_id(self, prefix: str) -> str:
        with self.lock:
            self.counter += 1
            return f"{prefix}-{self.counter:04d}"

    def note(self, call: str, /, **what) -> None:
        entry = {"t": now(), "call": call, **what}
        with self.lock:
            self.journal.append(entry)
            if not self.quiet:
                print(json.dumps(entry, default=str), flush=True)

    def add_log(self, runner: str, message: str, level: str = "stdout", **labels) -> dict:
        entry = {"timestamp": now(), "level": level, "message": message, "app": labels.pop("app", None),
                 "revision": labels.pop("revision", None), "labels": {"fal_job_id": runner, **labels}}
        with self.lock:
            self.logs.append(entry)
            for stream in self.streams:
                stream.put(entry)
        return entry

    def new_runner(self, alias: str, revision: str, machine: str) -> str:
        runner = self.next_id("runner")
        with self.lock:
            self.runners[runner] = {"alias": alias, "revision": revision, "machine": machine, "born": time.time(),
                                    "timeline": copy.deepcopy(self.scenario["runner_timeline"]), "forced": None,
                                    "ended": None, "replacement": 0}
        self.add_log(runner, f"Runner {runner} is starting", "info", app=alias, revision=revision)
        return runner

    def retire_runners(self, alias: str, keep_revision: str, after: float) -> None:
        """Runners of older revisions drain for `after` seconds and end."""
        with self.lock:
            for runner in self.runners.values():
                if runner["alias"] == alias and runner["revision"] != keep_revision and runner["ended"] is None:
                    runner["retires"] = time.time() + after

    def runner_state(self, runner: dict) -> int:
        if runner.get("retires") and runner["ended"] is None:
            if time.time() >= runner["retires"]:
                runner.update(forced=TERMINATED, ended=runner["retires"])
            else:
                return DRAINING
        if runner["forced"] is not None:
            return runner["forced"]
        age, state = time.time() - runner["born"], "PENDING"
        for at, name in runner["timeline"]:
            if age >= at:
                state = name
        return STATE_NAMES.index(state)


# ------------------------------------------------------------------ gRPC

def log_message(text: str, source: int = BUILDER, level: int = LEVELS["info"]):
    message = ip.Log(message=text, source=source, level=level)
    message.timestamp.GetCurrentTime()
    return message


class Control(IsolateControllerServicer):
    def __init__(self, world: World):
        self.w = world

    def _enter(self, call: str, context, /, **what) -> None:
        metadata = dict(context.invocation_metadata())
        key = f"{metadata.get('auth-key-id', '')}:{metadata.get('auth-key', '')}"
        allowed = not self.w.keys or key in self.w.keys
        self.w.note(call, ok=allowed, key_id=metadata.get("auth-key-id"), **what)
        time.sleep(self.w.scenario["delay"])
        if self.w.scenario["unavailable"]:
            context.abort(grpc.StatusCode.UNAVAILABLE, "the stand-in is told to be unavailable")
        if not allowed:
            context.abort(grpc.StatusCode.UNAUTHENTICATED, self.w.scenario["auth_error"])

    def _urls(self, name: str):
        host = self.w.base
        path = f"{self.w.user}/{name}"
        return ip.ServiceURLs(
            playground=f"http://{host}/models/{path}", run=f"http://{host}/{path}", queue=f"http://{host}/queue/{path}",
            ws=f"ws://{host}/{path}", log=f"http://{host}/dashboard/logs?app={name}",
        )

    def _alias_info(self, key: tuple[str, str]):
        name, environment = key
        alias = self.w.aliases[key]
        info = ip.AliasInfo(alias=name, revision=alias["revision"], auth_mode=alias["auth_mode"],
                            machine_types=alias["machine_types"], valid_regions=alias["valid_regions"],
                            is_rolling=alias["rolling_until"] > time.time())
        for field in SCALE_FIELDS:
            if alias["scale"].get(field) is not None:
                setattr(info, field, alias["scale"][field])
        info.active_runners = sum(r["alias"] == name and self.w.runner_state(r) not in (DRAINING, TERMINATED)
                                  for r in self.w.runners.values())
        if environment != "main":
            info.environment_name = environment
        return info

    def _find(self, name: str, environment: str, context) -> tuple[str, str]:
        key = (name, environment or "main")
        if key not in self.w.aliases:
            context.abort(grpc.StatusCode.NOT_FOUND, f"Application '{name}' not found")
        return key

    # deploy and run

    def BuildEnvironment(self, request, context):
        self._enter("BuildEnvironment", context, app=request.application_name,
                    environments=[{"kind": e.kind, "configuration": json_of(e.configuration), "force": e.force}
                                  for e in request.environments])
        scenario = self.w.scenario
        for line in scenario["build_logs"]:
            time.sleep(scenario["build_delay"])
            yield ip.BuildEnvironmentResult(env_id="env-1", logs=[log_message(line)])
        if scenario["build"] == "error":
            context.abort(grpc.StatusCode.INTERNAL, scenario["build_error"])
        if scenario["build"] == "fail":
            yield ip.BuildEnvironmentResult(env_id="env-1", logs=[log_message(scenario["build_error"], level=LEVELS["error"])])
        if scenario["build"] != "cut":
            state = 1 if scenario["build"] == "ok" else 2
            yield ip.BuildEnvironmentResult(env_id="env-1", status=ip.HostedRunStatus(state=state))

    def RegisterApplication(self, request, context):
        name, environment = request.application_name, request.environment_name or "main"
        machine = list(request.machine_requirements.machine_types) or ["XS"]
        self._enter("RegisterApplication", context, app=name, environment=environment, auth_mode=request.auth_mode,
                    strategy=request.deployment_strategy, reset_scale=request.scale, machine_types=machine,
                    attach=request.attach_to_deployment if request.HasField("attach_to_deployment") else None,
                    callable=request.WhichOneof("callable"), function_bytes=len(request.function.definition),
                    metadata=sorted(request.metadata.keys()), files=[f.relative_path for f in request.files],
                    secrets=list(request.secrets.names) if request.HasField("secrets") else None,
                    private_logs=request.private_logs)
        scenario = self.w.scenario
        for line in scenario["register_logs"]:
            yield ip.RegisterApplicationResult(logs=[log_message(line, BRIDGE)])
        if scenario["register"] == "error":
            context.abort(grpc.StatusCode.INVALID_ARGUMENT, scenario["register_error"])
        key, first = (name, environment), (name, environment) not in self.w.aliases
        revision = self.w.next_id("rev")
        if self.w.save_dir:
            os.makedirs(self.w.save_dir, exist_ok=True)
            with open(os.path.join(self.w.save_dir, f"{safe(name)}.pickle"), "wb") as out:
                out.write(request.function.definition)
            with open(os.path.join(self.w.save_dir, f"{safe(name)}.json"), "w") as out:
                json.dump({"app": name, "revision": revision, "metadata": json_of(request.metadata),
                           "source_code": request.source_code}, out)
        attached = not first and (not request.HasField("attach_to_deployment") or request.attach_to_deployment)
        steps = scenario["rollout_steps"]
        with self.w.lock:
            scale = dict(SCALE_DEFAULTS) if first or request.scale else dict(self.w.aliases[key]["scale"])
            if first or request.scale:
                for field in SCALE_FIELDS:
                    if request.machine_requirements.HasField(field):
                        scale[field] = getattr(request.machine_requirements, field)
            self.w.aliases[key] = {"revision": revision, "auth_mode": request.auth_mode, "machine_types": machine,
                                   "valid_regions": list(request.machine_requirements.valid_regions), "scale": scale,
                                   "rolling_until": time.time() + (0 if first else steps * scenario["rollout_delay"]),
                                   "metadata": json_of(request.metadata)}
            self.w.revisions.append({"id": revision, "app": name, "environment": environment, "machine_types": machine,
                                     "created": time.time(), "scale": scale})
        self.w.new_runner(name, revision, machine[0])
        rolling = request.deployment_strategy == 1 and not first
        self.w.retire_runners(name, revision, after=steps * scenario["rollout_delay"] if rolling else 0)
        if attached and rolling:
            for step in range(steps):
                time.sleep(scenario["rollout_delay"])
                yield ip.RegisterApplicationResult(logs=[log_message(f"Rolling out: {step + 1}/{steps} runners replaced", BRIDGE)])
        result = ip.RegisterApplicationResult()
        if scenario["register"] != "no_result":
            result.result.application_id = revision
        if scenario["register"] != "no_urls":
            result.service_urls.CopyFrom(self._urls(name))
        yield result

    def Run(self, request, context):
        import cloudpickle

        name = request.application_name or self.w.next_id("run")
        self._enter("Run", context, app=name, auth_mode=request.auth_mode, callable=request.WhichOneof("callable"))
        in_progress = ip.HostedRunStatus(state=0)
        yield ip.HostedRunResult(run_id="run-1", status=in_progress, service_urls=self._urls(name))
        for line in self.w.scenario["run_logs"]:
            yield ip.HostedRunResult(run_id="run-1", status=in_progress, logs=[log_message(line, USER, LEVELS["stdout"])])
        time.sleep(self.w.scenario["run_seconds"])
        yield ip.HostedRunResult(run_id="run-1", status=ip.HostedRunStatus(state=1), return_value=ip.SerializedObject(
            method="cloudpickle", definition=cloudpickle.dumps(None)))

    # applications

    def ListAliases(self, request, context):
        environment = request.environment_name or "main"
        self._enter("ListAliases", context, environment=environment)
        with self.w.lock:
            return ip.ListAliasesResult(aliases=[self._alias_info(k) for k in self.w.aliases if k[1] == environment])

    def ListApplications(self, request, context):
        self._enter("ListApplications", context, app=request.application_name)
        result = ip.ListApplicationsResult()
        with self.w.lock:
            for rev in self.w.revisions:
                if request.application_name and rev["app"] != request.application_name:
                    continue
                info = result.applications.add(application_id=rev["id"], machine_types=rev["machine_types"])
                info.created_at.FromSeconds(int(rev["created"]))
                info.active_runners = sum(r["revision"] == rev["id"] and r["ended"] is None for r in self.w.runners.values())
                for field in SCALE_FIELDS:
                    if rev["scale"].get(field) is not None:
                        setattr(info, field, rev["scale"][field])
        return result

    def UpdateApplication(self, request, context):
        self._enter("UpdateApplication", context, app=request.application_name)
        with self.w.lock:
            key = self._find(request.application_name, request.environment_name, context)
            alias = self.w.aliases[key]
            for field in SCALE_FIELDS:
                if request.HasField(field):
                    alias["scale"][field] = getattr(request, field)
            alias["machine_types"] = list(request.machine_types) or alias["machine_types"]
            alias["valid_regions"] = list(request.valid_regions) or alias["valid_regions"]
            return ip.UpdateApplicationResult(alias_info=self._alias_info(key))

    def RolloutApplication(self, request, context):
        self._enter("RolloutApplication", context, app=request.application_name, force=request.force)
        with self.w.lock:
            name, _ = key = self._find(request.application_name, request.environment_name, context)
            for runner in self.w.runners.values():
                if runner["alias"] == name and runner["ended"] is None:
                    runner.update(forced=TERMINATED, ended=time.time())
            alias = self.w.aliases[key]
        self.w.new_runner(name, alias["revision"], alias["machine_types"][0])
        return ip.RolloutApplicationResult()

    def SetAlias(self, request, context):
        self._enter("SetAlias", context, app=request.alias, revision=request.revision)
        with self.w.lock:
            key = (request.alias, request.environment_name or "main")
            known = next((r for r in self.w.revisions if r["id"] == request.revision), None)
            if known is None:
                context.abort(grpc.StatusCode.NOT_FOUND, f"Revision '{request.revision}' not found")
            alias = self.w.aliases.setdefault(key, {"auth_mode": 0, "machine_types": known["machine_types"], "valid_regions": [],
                                                    "scale": dict(known["scale"]), "rolling_until": 0, "metadata": {}})
            alias["revision"] = request.revision
            if request.HasField("auth_mode"):
                alias["auth_mode"] = request.auth_mode
            return ip.SetAliasResult(alias_info=self._alias_info(key))

    def DeleteAlias(self, request, context):
        self._enter("DeleteAlias", context, app=request.alias)
        with self.w.lock:
            key = self._find(request.alias, request.environment_name, context)
            revision = self.w.aliases.pop(key)["revision"]
            for runner in self.w.runners.values():
                if runner["alias"] == request.alias and runner["ended"] is None:
                    runner.update(forced=TERMINATED, ended=time.time())
        return ip.DeleteAliasResult(revision=revision)

    def DeleteApplication(self, request, context):
        self._enter("DeleteApplication", context, revision=request.application_id)
        with self.w.lock:
            before = len(self.w.revisions)
            self.w.revisions = [r for r in self.w.revisions if r["id"] != request.application_id]
            if len(self.w.revisions) == before:
                context.abort(grpc.StatusCode.NOT_FOUND, f"Revision '{request.application_id}' not found")
        return ip.DeleteApplicationResult()

    # runners

    def _runner_infos(self, wanted, since):
        for identifier, runner in list(self.w.runners.items()):
            if not wanted(runner):
                continue
            state = self.w.runner_state(runner)
            if runner["ended"] is not None and (since is None or runner["ended"] < since):
                continue
            info = ip.RunnerInfo(runner_id=identifier, alias=runner["alias"], revision=runner["revision"], state=state,
                                 uptime=(runner["ended"] or time.time()) - runner["born"], machine_type=runner["machine"],
                                 replacement=runner["replacement"])
            if state == IDLE:
                info.expiration_countdown = 60
            yield info

    def ListRunners(self, request, context):
        self._enter("ListRunners", context)
        since = request.start_time.ToSeconds() if request.HasField("start_time") else None
        with self.w.lock:
            return ip.ListRunnersResponse(runners=list(self._runner_infos(lambda r: True, since)))

    def ListAliasRunners(self, request, context):
        self._enter("ListAliasRunners", context, app=request.alias)
        since = request.start_time.ToSeconds() if request.HasField("start_time") else None
        with self.w.lock:
            self._find(request.alias, request.environment_name, context)
            return ip.ListAliasRunnersResponse(runners=list(self._runner_infos(lambda r: r["alias"] == request.alias, since)))

    def _end_runner(self, identifier: str, context, replace: bool) -> None:
        with self.w.lock:
            runner = self.w.runners.get(identifier)
            if runner is None or runner["ended"] is not None:
                context.abort(grpc.StatusCode.NOT_FOUND, f"Runner '{identifier}' not found")
            runner.update(forced=TERMINATED, ended=time.time(), replacement=2 if replace else 0)
        self.w.add_log(identifier, "Runner stopped", "info", app=runner["alias"], revision=runner["revision"])
        if replace:
            self.w.new_runner(runner["alias"], runner["revision"], runner["machine"])

    def StopRunner(self, request, context):
        self._enter("StopRunner", context, runner=request.runner_id, replace=request.replace_first)
        self._end_runner(request.runner_id, context, request.replace_first)
        return ip.StopRunnerResponse()

    def KillRunner(self, request, context):
        self._enter("KillRunner", context, runner=request.runner_id)
        self._end_runner(request.runner_id, context, False)
        return ip.KillRunnerResponse()

    def ShellRunner(self, requests, context):
        first = next(requests)
        self._enter("ShellRunner", context, runner=first.runner_id, command=list(first.command))
        yield ip.ShellRunnerOutput(data=(" ".join(first.command) or "shell").encode() + b"\n")
        yield ip.ShellRunnerOutput(exit_code=0, close=True)

    # secrets, keys, environments

    def SetSecret(self, request, context):
        environment = request.environment_name or "main"
        self._enter("SetSecret", context, name=request.name, environment=environment, delete=not request.HasField("value"))
        with self.w.lock:
            key = (request.name, environment)
            if request.HasField("value"):
                exposed = request.default_exposed if request.HasField("default_exposed") else True
                self.w.secrets[key] = {"value": request.value, "created": time.time(), "exposed": exposed}
            elif self.w.secrets.pop(key, None) is None:
                context.abort(grpc.StatusCode.NOT_FOUND, f"Secret '{request.name}' not found")
        return ip.SetSecretResponse()

    def ListSecrets(self, request, context):
        environment = request.environment_name or "main"
        self._enter("ListSecrets", context, environment=environment)
        result = ip.ListSecretsResponse()
        with self.w.lock:
            for (name, env), secret in self.w.secrets.items():
                if env == environment:
                    entry = result.secrets.add(name=name, environment_name=env, default_exposed=secret["exposed"])
                    entry.created_time.FromSeconds(int(secret["created"]))
        return result

    def ListEnvironments(self, request, context):
        self._enter("ListEnvironments", context)
        result = ip.ListEnvironmentsResponse()
        for name, description in self.w.environments.items():
            result.environments.add(name=name, description=description, is_default=name == "main").created_at.GetCurrentTime()
        return result

    def CreateEnvironment(self, request, context):
        self._enter("CreateEnvironment", context, name=request.name)
        self.w.environments[request.name] = request.description
        result = ip.CreateEnvironmentResponse()
        result.environment.name, result.environment.description = request.name, request.description
        result.environment.created_at.GetCurrentTime()
        return result

    def DeleteEnvironment(self, request, context):
        self._enter("DeleteEnvironment", context, name=request.name)
        if self.w.environments.pop(request.name, None) is None:
            context.abort(grpc.StatusCode.NOT_FOUND, f"Environment '{request.name}' not found")
        return ip.DeleteEnvironmentResponse()

    def CreateUserKey(self, request, context):
        self._enter("CreateUserKey", context, preset=request.policy_preset, alias=request.alias)
        identifier = self.w.next_id("key")
        with self.w.lock:
            self.w.user_keys[identifier] = {"alias": request.alias, "preset": request.policy_preset, "created": time.time()}
        return ip.CreateUserKeyResponse(key_id=identifier, key_secret="stand-in-secret")

    def ListUserKeys(self, request, context):
        self._enter("ListUserKeys", context)
        result = ip.ListUserKeysResponse()
        for identifier, key in self.w.user_keys.items():
            entry = result.user_keys.add(key_id=identifier, alias=key["alias"], scope=0 if key["preset"] == "FULL" else 1)
            entry.created_at.FromSeconds(int(key["created"]))
        return result

    def RevokeUserKey(self, request, context):
        self._enter("RevokeUserKey", context, key=request.key_id)
        self.w.user_keys.pop(request.key_id, None)
        return ip.RevokeUserKeyResponse()


def json_of(struct) -> dict:
    from google.protobuf.json_format import MessageToDict

    return MessageToDict(struct)


def safe(name: str) -> str:
    return re.sub(r"[^A-Za-z0-9._-]", "_", name) or "app"


# ------------------------------------------------------------------ HTTP

class Rest(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    world: World

    def log_message(self, *args):
        pass

    def answer(self, status: int, body, content_type: str = "application/json") -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", content_type)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def body(self) -> bytes:
        if self.headers.get("transfer-encoding", "").lower() == "chunked":
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data
        return self.rfile.read(int(self.headers.get("content-length") or 0))

    def handle_any(self) -> None:
        w, url, data = self.world, urlsplit(self.path), self.body()
        path, query = unquote(url.path), {k: v[-1] for k, v in parse_qs(url.query).items()}
        if path.startswith("/__standin/"):
            return self.control(path.removeprefix("/__standin/"), data)
        scheme, _, token = self.headers.get("authorization", "").partition(" ")
        allowed = not w.keys or (scheme in ("Key", "Bearer") and token in w.keys)
        w.note("http", method=self.command, path=path, query=query, ok=allowed, authorization=scheme, body_bytes=len(data))
        time.sleep(w.scenario["delay"])
        forced = w.scenario["rest_status"].get(path)
        if forced:
            return self.answer(*forced)
        if not allowed:
            return self.answer(401, {"detail": w.scenario["auth_error"]})
        for pattern, handler in ROUTES:
            match = pattern.fullmatch(f"{self.command} {path}")
            if match:
                return handler(self, query, data, *match.groups())
        self.answer(404, {"detail": "Not Found"})

    do_GET = do_POST = do_PUT = do_DELETE = do_PATCH = handle_any

    # the steering wheel

    def control(self, what: str, data: bytes) -> None:
        w = self.world
        body = json.loads(data) if data else {}
        if what == "state":
            with w.lock:
                return self.answer(200, {
                    "apps": {f"{n}--{e}" if e != "main" else n: a for (n, e), a in w.aliases.items()},
                    "runners": {i: {**r, "state": STATE_NAMES[w.runner_state(r)]} for i, r in w.runners.items()},
                    "secrets": sorted(n for n, _ in w.secrets), "scenario": w.scenario, "open_streams": len(w.streams)})
        if what == "journal":
            return self.answer(200, w.journal)
        if what == "reset":
            w.reset()
            return self.answer(200, {"ok": True})
        if what == "scenario":
            unknown = sorted(set(body) - set(SCENARIO))
            if unknown:
                return self.answer(400, {"detail": f"unknown scenario keys: {unknown}", "known": sorted(SCENARIO)})
            w.scenario.update(body)
            return self.answer(200, w.scenario)
        if what == "log":      # {"runner"?, "app"?, "message", "level"?, "request_id"?}
            runner = body.get("runner") or next(reversed(w.runners), "runner-0000")
            known = w.runners.get(runner, {})
            return self.answer(200, w.add_log(runner, body["message"], body.get("level", "stdout"),
                                              app=body.get("app") or known.get("alias"), revision=known.get("revision"),
                                              **({"fal_request_id": body["request_id"]} if "request_id" in body else {})))
        if what == "cut-streams":
            with w.lock:
                streams = list(w.streams)
            for stream in streams:
                stream.put(None)
            return self.answer(200, {"cut": len(streams)})
        self.answer(404, {"detail": "unknown control call"})

    # accounts

    def current_user(self, query, data):
        w = self.world
        self.answer(200, {"full_name": w.user.title(), "nickname": w.user, "user_id": "standin|1", "is_personal": True, "is_locked": False})

    def teams(self, query, data):
        self.answer(200, [{"full_name": self.world.user.title(), "nickname": self.world.user, "user_id": "standin|1",
                           "is_personal": True, "is_locked": False}])

    # runners and logs

    def runner(self, query, data, identifier):
        runner = self.world.runners.get(identifier)
        if runner is None:
            return self.answer(404, {"detail": "Runner not found"})
        when = [None if t is None else datetime.fromtimestamp(t, timezone.utc).isoformat() for t in (runner["born"], runner["ended"])]
        self.answer(200, {"runner_id": identifier, "application": runner["alias"], "machine_type": runner["machine"],
                          "state": STATE_NAMES[self.world.runner_state(runner)], "started_at": when[0], "ended_at": when[1]})

    def runners(self, query, data):
        w = self.world
        with w.lock:
            self.answer(200, {"runners": [{"runner_id": i, "application": r["alias"], "machine_type": r["machine"],
                                           "state": STATE_NAMES[w.runner_state(r)]} for i, r in w.runners.items()]})

    def wanted(self, query):
        """A filter over log entries for the query parameters of both log APIs."""
        since = parse_time(query.get("since") or query.get("start"))
        until = parse_time(query.get("until") or query.get("end"))
        apps = [a.rpartition("/")[2] for a in query.get("app_id", "").split(",") if a]

        def keep(entry) -> bool:
            at = parse_time(entry["timestamp"])
            return ((not query.get("job_id") or entry["labels"]["fal_job_id"] == query["job_id"])
                    and (not query.get("request_id") or entry["labels"].get("fal_request_id") == query["request_id"])
                    and (not apps or entry["app"] in apps)
                    and (not query.get("search") or query["search"].lower() in entry["message"].lower())
                    and (not query.get("level") or LEVELS.get(entry["level"], 0) >= LEVELS.get(query["level"].lower(), 0))
                    and (since is None or at >= since) and (until is None or at <= until))
        return keep

    def history(self, query, data):
        """POST /logs/history (CLI): newest first, `next_until` pages backwards in time."""
        keep, size = self.wanted(query), int(query.get("page_size", 1000))
        items = [e for e in reversed(self.world.logs) if keep(e)]
        more = len(items) > size
        self.answer(200, {"items": items[:size], "next_until": items[size]["timestamp"] if more else None})

    def platform_history(self, query, data):
        """POST /v1/serverless/logs/history (Platform API): newest first, `cursor` is an offset here."""
        keep, size, at = self.wanted(query), int(query.get("limit", 100)), int(query.get("cursor", 0))
        items = [e for e in reversed(self.world.logs) if keep(e)]
        more = len(items) > at + size
        self.answer(200, {"items": items[at:at + size], "next_cursor": str(at + size) if more else None, "has_more": more})

    def stream(self, query, data):
        """Server-sent events: the matching past first, then whatever comes, until either side closes."""
        w, keep, inbox = self.world, self.wanted(query), queue.Queue()
        with w.lock:
            for entry in w.logs:
                inbox.put(entry)
            w.streams.append(inbox)
        self.send_response(200)
        self.send_header("content-type", "text/event-stream")
        self.send_header("cache-control", "no-cache")
        self.send_header("connection", "close")
        self.end_headers()
        self.close_connection = True
        sent = 0
        try:
            if w.scenario["stream_error"]:
                self.wfile.write(f"event: error\ndata: {w.scenario['stream_error']}\n\n".encode())
                return
            while w.scenario["stream_cut_after"] is None or sent < w.scenario["stream_cut_after"]:
                try:
                    entry = inbox.get(timeout=5)
                except queue.Empty:
                    self.wfile.write(b": keep-alive\n\n")
                    self.wfile.flush()
                    continue
                if entry is None:
                    return
                if keep(entry):
                    self.wfile.write(f"data: {json.dumps(entry)}\n\n".encode())
                    self.wfile.flush()
                    sent += 1
        except OSError:
            pass
        finally:
            with w.lock:
                w.streams.remove(inbox)

    # applications

    def queue_size(self, query, data, owner, app):
        answer = {"size": self.world.scenario["queue_size"]}
        if query.get("by_user") == "true":
            answer["by_user"] = {owner: self.world.scenario["queue_size"]}
        self.answer(200, answer)

    def queue_flush(self, query, data, owner, app):
        self.world.scenario["queue_size"] = 0
        self.answer(200, {})

    def metadata(self, query, data, owner, app):
        with self.world.lock:
            for (name, _), alias in self.world.aliases.items():
                if app in (name, alias["revision"]):
                    return self.answer(200, alias["metadata"])
        self.answer(404, {"detail": "Application not found"})

    def metrics(self, query, data):
        with self.world.lock:
            live = [r for r in self.world.runners.values() if r["ended"] is None and r["machine"].startswith("GPU")]
        totals: dict[str, int] = {}
        apps = {f"{self.world.user}/{name}": {"gpu_count_by_type": {}} for name, _ in self.world.aliases}
        for runner in live:
            totals[runner["machine"]] = totals.get(runner["machine"], 0) + 1
            per_app = apps.setdefault(f"{self.world.user}/{runner['alias']}", {"gpu_count_by_type": {}})["gpu_count_by_type"]
            per_app[runner["machine"]] = per_app.get(runner["machine"], 0) + 1
        self.answer(200, {"summary": {"total_gpu_by_type": totals}, "apps": apps})

    def token(self, query, data):
        self.answer(200, "stand-in-jwt")

    # files

    def form_file(self, data: bytes) -> bytes:
        """The one file of a multipart/form-data body."""
        boundary = re.search(r"boundary=([^;]+)", self.headers.get("content-type", ""))
        if boundary is None:
            return data
        return data.split(b"\r\n\r\n", 1)[1].rsplit(b"\r\n--" + boundary.group(1).encode(), 1)[0]

    def missing_hashes(self, query, data):
        self.answer(200, [h for h in json.loads(data)["hashes"] if h not in self.world.hashes])

    def part_begin(self, query, data, kind, target):
        self.answer(200, {"upload_id": self.world.next_id("upload")})

    def part_put(self, query, data, kind, target, upload, number):
        self.world.parts.setdefault(upload, {})[int(number)] = self.form_file(data)
        self.answer(200, {"part_number": int(number), "etag": f"etag-{number}"})

    def part_end(self, query, data, kind, target, upload):
        content = b"".join(part for _, part in sorted(self.world.parts.pop(upload, {}).items()))
        if kind == "app":
            self.world.hashes.add(target)
        else:
            self.world.files[target.strip("/")] = content
        self.answer(200, {"etag": "etag", "file_url": f"http://{self.world.base}/files/{target}"})

    def part_cancel(self, query, data, kind, target, upload):
        self.answer(200, {})

    def file_list(self, query, data, path):
        folder = path.strip("/") + "/" if path.strip("/") else ""
        entries = {}
        for name, content in sorted(self.world.files.items()):
            if name.startswith(folder):
                head, _, rest = name[len(folder):].partition("/")
                entries[head] = {"path": f"/{folder}{head}", "size": len(content), "is_file": not rest, "updated_time": now()}
        self.answer(200, list(entries.values()))

    def file_get(self, query, data, path):
        content = self.world.files.get(path.strip("/"))
        return self.answer(404, {"detail": "File not found"}) if content is None else self.answer(200, content, "application/octet-stream")

    def file_put(self, query, data, path):
        self.world.files[path.strip("/")] = self.form_file(data)
        self.answer(200, True)

    def file_delete(self, query, data, path):
        found = self.world.files.pop(path.strip("/"), None)
        self.answer(200 if found is not None else 404, True if found is not None else {"detail": "File not found"})

    def file_rename(self, query, data, path):
        target = json.loads(data)["destination"].strip("/")
        self.world.files[target] = self.world.files.pop(path.strip("/"))
        self.answer(200, True)


def parse_time(text: str | None) -> datetime | None:
    if not text:
        return None
    at = datetime.fromisoformat(text.replace("Z", "+00:00"))
    return at if at.tzinfo else at.replace(tzinfo=timezone.utc)


ROUTES = [(re.compile(pattern), handler) for pattern, handler in (
    (r"GET /users/current", Rest.current_user),
    (r"GET /users/teams", Rest.teams),
    (r"GET /runners/?", Rest.runners),
    (r"GET /runners/([^/]+)", Rest.runner),
    (r"POST /logs/history", Rest.history),
    (r"POST /logs/stream", Rest.stream),
    (r"POST /v1/serverless/logs/history", Rest.platform_history),
    (r"POST /v1/serverless/logs/stream", Rest.stream),
    (r"GET /applications/metrics", Rest.metrics),
    (r"GET /applications/([^/]+)/([^/]+)/queue", Rest.queue_size),
    (r"DELETE /applications/([^/]+)/([^/]+)/queue", Rest.queue_flush),
    (r"GET /applications/([^/]+)/([^/]+)/metadata", Rest.metadata),
    (r"POST /tokens/", Rest.token),
    (r"POST /files/missing_hashes", Rest.missing_hashes),
    (r"POST /files/(app|file)/multipart/(.+)/initiate", Rest.part_begin),
    (r"PUT /files/(app|file)/multipart/(.+)/([^/]+)/(\d+)", Rest.part_put),
    (r"POST /files/(app|file)/multipart/(.+)/([^/]+)/complete", Rest.part_end),
    (r"\w+ /files/(app|file)/multipart/(.+)/([^/]+)/cancel", Rest.part_cancel),
    (r"GET /files/list(/.*)", Rest.file_list),
    (r"GET /files/file(/.*)", Rest.file_get),
    (r"POST /files/file/local(/.*)", Rest.file_put),
    (r"DELETE /files/file(/.*)", Rest.file_delete),
    (r"\w+ /files/rename(/.*)", Rest.file_rename),
)]


# ------------------------------------------------------------------ one port for both protocols

def share_port(listener: socket.socket, grpc_port: int, http_port: int) -> None:
    """Looks at the first bytes of every connection and passes it on to the gRPC or the HTTP server."""

    def pump(source: socket.socket, sink: socket.socket) -> None:
        try:
            while chunk := source.recv(65536):
                sink.sendall(chunk)
        except OSError:
            pass
        finally:
            for end in (source, sink):
                try:
                    end.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def serve(client: socket.socket) -> None:
        first = client.recv(65536)
        if not first:
            return client.close()
        server = socket.create_connection(("127.0.0.1", grpc_port if first.startswith(b"PRI * HTTP/2") else http_port))
        server.sendall(first)
        threading.Thread(target=pump, args=(client, server), daemon=True).start()
        pump(server, client)

    while True:
        client, _ = listener.accept()
        threading.Thread(target=serve, args=(client,), daemon=True).start()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--port", type=int, default=0, help="0 picks a free one (printed in the ready line)")
    parser.add_argument("--key", action="append", default=[], metavar="ID:SECRET", help="accepted key; repeatable; none = accept all")
    parser.add_argument("--user", default="me", help="nickname of the account")
    parser.add_argument("--base", help="host:port written into service URLs (default: this server)")
    parser.add_argument("--save", metavar="DIR", help="keep the pickle, metadata and source of every deployed app there")
    parser.add_argument("--quiet", action="store_true", help="no journal on stdout (a pipe that nobody reads would block the server)")
    options = parser.parse_args()

    listener = socket.socket()
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    listener.bind(("127.0.0.1", options.port))
    listener.listen(64)
    port = listener.getsockname()[1]
    world = World(set(options.key), options.user, options.base or f"localhost:{port}", options.save, options.quiet)

    control = grpc.server(futures.ThreadPoolExecutor(16))
    add_IsolateControllerServicer_to_server(Control(world), control)
    grpc_port = control.add_insecure_port("127.0.0.1:0")
    control.start()
    rest = ThreadingHTTPServer(("127.0.0.1", 0), type("BoundRest", (Rest,), {"world": world}))
    rest.daemon_threads = True
    threading.Thread(target=rest.serve_forever, daemon=True).start()
    threading.Thread(target=share_port, args=(listener, grpc_port, rest.server_address[1]), daemon=True).start()
    print(json.dumps({"ready": True, "port": port}), flush=True)

    done = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: done.set())
    done.wait()
    control.stop(0)
    sys.stdout.flush()
    os._exit(0)  # calls still waiting in a worker thread must not hold the exit up


if __name__ == "__main__":
    main()
