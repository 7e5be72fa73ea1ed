"""Makes fuzzed calls reach the rules: signed in, with a well-formed key, most of them on a case that exists."""

import atexit
import collections
import json
import os
import urllib.request
import uuid

import schemathesis

URL = os.environ["HEMU_URL"]
PASSWORD = "Qing-Quan-2026"  # published: every demo city has it
LOGINS = ["operator", "dispatcher", "water", "callback", "catalogue", "supervisor", "admin", "security"]
# They have no second factor in a demo city, and some of their steps need one.
ENROLLED = ["operator", "dispatcher", "water", "callback", "supervisor"]

calls = 0
sessions: list[dict[str, str]] = []
cases: list[tuple[str, str]] = []
answers: collections.Counter[int] = collections.Counter()


def ask(path: str, headers: dict[str, str], body: object = None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(URL + path, data=data, headers={"Content-Type": "application/json", **headers})
    return urllib.request.urlopen(request, timeout=20)


def sign_in(login: str) -> dict[str, str]:
    with ask("/api/v1/session", {}, {"login": login, "password": PASSWORD}) as answer:
        cookie = answer.headers["Set-Cookie"].split(";")[0]
    with ask("/api/v1/session", {"Cookie": cookie}) as answer:
        session = json.load(answer)
    headers = {"Cookie": cookie, "X-CSRF-Token": session["csrf_token"]}
    if session["code_wanted"]:
        with ask("/api/v1/session/demo-code", headers) as answer:
            code = json.load(answer)["code"]
        ask("/api/v1/session/second-factor", {**headers, "Idempotency-Key": uuid.uuid4().hex}, {"code": code}).close()
    return headers


def enrol(headers: dict[str, str]) -> None:
    """Turn a second factor on, so that revealing, breaking the glass and exporting reach their rules."""
    keyed = lambda: {**headers, "Idempotency-Key": uuid.uuid4().hex}
    ask("/api/v1/session/totp", keyed(), {}).close()
    with ask("/api/v1/session/demo-code", headers) as answer:
        code = json.load(answer)["code"]
    ask("/api/v1/session/totp/confirm", keyed(), {"code": code}).close()


def prepare() -> None:
    sessions.extend(sign_in(login) for login in LOGINS)
    for login in ENROLLED:
        enrol(sessions[LOGINS.index(login)])
    supervisor = sessions[LOGINS.index("supervisor")]
    with ask("/api/v1/worklist", supervisor) as answer:
        items = json.load(answer)["items"]
    for item in items:
        with ask(f"/api/v1/requests/{item['id']}", supervisor) as answer:
            cases.append((item["id"], str(json.load(answer)["version"])))


@schemathesis.hook
def before_call(context, case, kwargs):
    global calls
    if not sessions:
        prepare()
    calls += 1
    headers = case.headers
    if headers is None:
        return
    # HTTP itself forbids control characters in headers; the HTTP library answers them with a bare 400.
    for name, value in list(headers.items()):
        headers[name] = "".join(c for c in str(value) if " " <= c != "\x7f")
    if case.path.endswith("/session/end"):
        headers.update(sign_in("auditor"))  # a session to be thrown away
    elif calls % 10:
        headers.update(sessions[calls % len(sessions)])
    if calls % 10:
        headers["Idempotency-Key"] = f"fuzz-{calls:016d}"
    if calls % 3 and case.path.endswith("/uploads"):
        headers.update({"Upload-Length": str(calls % 300_000), "Upload-Metadata": "filename YS50eHQ="})
    if calls % 5 and cases and "request" in (case.path_parameters or {}):
        case.path_parameters["request"], version = cases[calls % len(cases)]
        headers["If-Match"] = f'"{version}"'


@schemathesis.serializer("application/offset+octet-stream")
def chunk(context, value):
    return value if isinstance(value, bytes) else str(value).encode()


@schemathesis.hook
def after_call(context, case, response):
    answers[response.status_code] += 1


@atexit.register
def print_answers():
    if answers:
        print("fuzz: answers", ", ".join(f"{status}: {count}" for status, count in sorted(answers.items())))
