"""Who gets in, what is refused, and what is never done with what was handed in."""

import gzip
import io
import re
import socket
import subprocess
import sys
import zipfile

import httpx
import pytest
from programs import Browser, program
from running_app import start_app, stop_app
from walks import EXAMPLE

from myotwitch.app.doors import Doors
from myotwitch.refusal import Refusal


@pytest.fixture(scope="module")
def shared(tmp_path_factory):
    running = start_app(tmp_path_factory.mktemp("app"))
    running.browser = Browser(running)
    running.browser.danger_check()
    yield running
    running.browser.close()
    stop_app(running)


def test_the_key_opens_once(shared):
    assert httpx.get(shared.opening).status_code == 403
    assert httpx.get(shared.address).status_code == 403
    assert httpx.get(shared.address + "kept").status_code == 403
    assert shared.browser.get("").status_code == 200


def test_headers_of_every_page(shared):
    for where in ("", "danger/head", "happened", "kept", "questions", "api", "static/app.css", "nowhere"):
        headers = shared.browser.get(where).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["x-frame-options"] == "DENY"
        assert "access-control-allow-origin" not in headers
        if not where.startswith("static"):
            assert headers["cache-control"] == "no-store"


def test_no_page_holds_inline_style_or_script(shared):
    for where in (
        "",
        "danger/who",
        "danger/head",
        "happened",
        "questions",
        "questions/serious",
        "kept",
        "api",
    ):
        text = shared.browser.get(where).text
        assert not re.search(r"<style|\sstyle=|<script(?![^>]*\bsrc=)|\son[a-z]+=|javascript:|https?://(?!127\.0\.0\.1|www\.w3\.org)", text), where  # fmt: skip


@pytest.mark.parametrize(
    "host",
    [
        "evil.example",
        "evil.example:{port}",
        "127.0.0.1.evil.example:{port}",
        "localhost:1",
        "",
        "127.0.0.1:{port}@evil",
    ],
)
def test_a_rebound_name_is_refused(shared, host):
    port = httpx.URL(shared.address).port
    for method in ("GET", "POST"):
        answer = shared.browser.request(method, "kept", headers={"host": host.format(port=port)})
        assert answer.status_code in (400, 421)


@pytest.mark.parametrize(
    "headers",
    [{"origin": "https://evil.example"}, {"origin": "null"}, {"origin": "http://127.0.0.1:1"}, {"origin": "http://localhost.evil.example"}],
)  # fmt: skip
def test_another_page_cannot_send(shared, headers):
    told = {"csrf": shared.browser.token}
    for where in ("danger/head", "happened", "save", "delete-everything", "anew", "api/v1/why"):
        answer = shared.browser.post(where, data=told, headers=headers)
        assert answer.status_code == 403, where


def test_a_request_of_another_site_is_refused_by_what_the_browser_says(shared):
    cookies = dict(shared.browser.cookies)
    with httpx.Client(base_url=shared.address, cookies=cookies) as other:
        token = {"csrf": shared.browser.token}
        assert other.post("anew", data=token, headers={"sec-fetch-site": "cross-site"}).status_code == 403
        assert other.post("anew", data=token, headers={"sec-fetch-site": "same-site"}).status_code == 403
        assert other.post("anew", data=token).status_code == 403


def test_a_form_needs_its_token(shared):
    for where in ("danger/head", "happened", "read", "where", "day", "save", "kept/1/delete", "delete-everything", "anew", "answer/whatif"):  # fmt: skip
        assert shared.browser.post(where, data={"csrf": "guessed"}).status_code == 403, where
        assert shared.browser.post(where, data={}).status_code == 403, where
    assert shared.browser.post("happened/file", files={"file": ("a.fit", b"x")}).status_code == 403
    assert shared.browser.post("api/v1/why", json={}).status_code == 403


def test_the_cookie_is_for_this_app_alone(tmp_path):
    running = start_app(tmp_path)
    answer = httpx.get(running.opening)
    stop_app(running)
    cookie = answer.headers["set-cookie"].lower()
    assert answer.status_code == 303
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


@pytest.mark.parametrize(
    "where",
    ["static/../site.py", "static/%2e%2e/site.py", "static/..%2f..%2fcli.py", "static/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fetc/passwd",
     "static//etc/passwd", "static/..\\..\\cli.py", "kept/..%2f..%2f", "questions/..%2f..%2fcli", "danger/..%2fx"],
)  # fmt: skip
def test_no_path_leads_out(shared, where):
    port = httpx.URL(shared.address).port
    with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
        cookie = "; ".join(f"{k}={v}" for k, v in shared.browser.cookies.items())
        wire.sendall(
            f"GET /{where} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {cookie}\r\nConnection: close\r\n\r\n".encode()
        )
        answer = b"".join(iter(lambda: wire.recv(65536), b"")).decode("utf-8", "replace")
    assert "def make_app" not in answer
    assert "root:" not in answer
    assert answer.split()[1] in ("303", "404", "405"), answer[:100]


@pytest.mark.parametrize(
    "name",
    [
        "../../evil.fit",
        "/etc/passwd",
        "C:\\evil.fit",
        "a\0b.fit",
        "x" * 4000 + ".fit",
        "<script>alert(1)</script>.fit",
    ],
)
def test_the_name_of_a_file_is_a_name_and_no_path(shared, name):
    page = shared.browser.hand_in(name, EXAMPLE.read_bytes())
    assert page.status_code in (200, 422)
    assert "<script>alert" not in page.text
    assert "../" not in page.text.replace('href="/', "")


def bombs():
    squeezed = gzip.compress(b"\0" * (80 << 20), 9)
    twice = gzip.compress(squeezed, 9)
    box = io.BytesIO()
    with zipfile.ZipFile(box, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("run.gpx", b"\0" * (20 << 20))
    entities = "".join(f'<!ENTITY a{i} "{f"&a{i - 1};" * 10}">' for i in range(1, 9))
    laughs = f'<?xml version="1.0"?><!DOCTYPE l [<!ENTITY a0 "ha">{entities}]><gpx><trk><name>&a8;</name></trk></gpx>'.encode()
    outside = b'<?xml version="1.0"?><!DOCTYPE g [<!ENTITY x SYSTEM "file:///etc/passwd">]><gpx><trk><name>&x;</name></trk></gpx>'
    return {
        "run.fit.gz": squeezed,
        "run.gpx.gz": twice,
        "all.zip": box.getvalue(),
        "laughs.gpx": laughs,
        "outside.gpx": outside,
    }


@pytest.mark.parametrize("name", list(bombs()))
def test_bombs_are_refused_and_the_app_lives(shared, name):
    page = shared.browser.hand_in(name, bombs()[name])
    assert page.status_code == 422
    assert "root:" not in page.text
    assert shared.browser.get("happened").status_code == 200


def refused(send):
    """Whether a body was refused; the wire may be cut before the answer can be read."""
    try:
        return send().status_code in (400, 413)
    except (httpx.WriteError, httpx.ReadError, httpx.RemoteProtocolError):
        return True


def test_what_is_too_large_is_refused(shared):
    def endless():
        for _ in range(80):
            yield b"\0" * (1 << 20)

    kind = {"content-type": "multipart/form-data; boundary=x", "authorization": f"Bearer {shared.api_key}"}
    assert refused(lambda: shared.browser.hand_in("big.fit", b"\0" * (70 << 20)))
    assert refused(lambda: shared.browser.post("happened", content=b"a=" + b"b" * (2 << 20)))
    assert refused(
        lambda: httpx.post(shared.address + "api/v1/read", content=endless(), headers=kind, timeout=60)
    )
    assert shared.browser.get("happened").status_code == 200


def test_a_size_that_is_told_is_refused_before_it_is_sent(shared):
    port = httpx.URL(shared.address).port
    cookie = "; ".join(f"{k}={v}" for k, v in shared.browser.cookies.items())
    for where, size in (("happened/file", 70 << 20), ("happened", 2 << 20)):
        with socket.create_connection(("127.0.0.1", port), timeout=10) as wire:
            wire.sendall(
                f"POST /{where} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nOrigin: http://127.0.0.1:{port}\r\nCookie: {cookie}\r\n"
                f"Content-Type: multipart/form-data; boundary=x\r\nContent-Length: {size}\r\n\r\n".encode()
            )
            assert b" 413 " in wire.recv(200)


SCRIPT = '"><script>alert(1)</script><img src=x onerror=alert(1)>{{7*7}}'


def test_script_in_every_text_field_stays_text(shared):
    browser = shared.browser
    fields = ("activity", "minutes", "effort", "warmth", "mass", "ago", "words", "air", "humidity", "sun", "sex", "age", "height", "exertion", "new",
              "start", "muscle", "side", "began", "lasted", "taps", "taps.seconds", "days", "settles", "drunk", "drink", "food", "coffee",
              "coffee_at", "alcohol", "sleep", "stress", "correct:squat")  # fmt: skip
    for where in ("happened", "read", "where", "day"):
        page = browser.send_form(where, **dict.fromkeys(fields, SCRIPT))
        assert page.status_code in (200, 422), (where, page.status_code)
        assert "<script>alert" not in page.text
        assert "<img src=x" not in page.text
        assert ">49" not in page.text
    for name in ("words", "who", "taken"):
        page = browser.send_form(
            f"danger/{name}", text=SCRIPT, age_years=SCRIPT, respondent=SCRIPT, medicines=SCRIPT
        )
        assert page.status_code < 500
        assert "<script>alert" not in browser.get(f"danger/{name}").text
    browser.send_form("anew")
    browser.danger_check()


def test_other_computers_only_with_a_password(tmp_path):
    with pytest.raises(Refusal, match="no password"):
        Doors(1, "0.0.0.0")
    with pytest.raises(Refusal, match="5 letters"):
        Doors(1, "192.168.1.2", "short")
    refused = subprocess.run(
        [sys.executable, "-c", "from myotwitch.cli import main; main()", "--host", "0.0.0.0", "--no-browser"], capture_output=True, text=True,
        check=False,
    )  # fmt: skip
    assert refused.returncode == 2
    assert "MYOTWITCH_PASSWORD" in refused.stderr
    running = start_app(tmp_path, "--host", "0.0.0.0", MYOTWITCH_PASSWORD="correct horse")
    try:
        assert "key=" not in running.opening
        with httpx.Client(
            base_url=running.address, headers={"origin": running.address.rstrip("/")}, follow_redirects=True
        ) as one:
            assert one.get("").status_code == 403
            assert one.post("enter", data={"password": "wrong"}).status_code == 403
            assert "Why does my muscle twitch?" in one.post("enter", data={"password": "correct horse"}).text
        with httpx.Client(base_url=running.address, headers={"origin": running.address.rstrip("/")}) as other:
            for _ in range(25):
                assert other.post("enter", data={"password": "guess"}).status_code == 403
            assert other.post("enter", data={"password": "correct horse"}).status_code == 403, (
                "after many wrong ones none opens"
            )
    finally:
        stop_app(running)


def test_programs_need_their_key(shared):
    assert httpx.get(shared.address + "api/v1").status_code == 401
    assert httpx.get(shared.address + "api/v1", headers={"authorization": "Bearer guess"}).status_code == 401
    with program(shared) as client:
        assert client.get("api/v1").json()["name"] == "myotwitch"


def test_a_program_cannot_read_files_of_this_computer(shared):
    with program(shared) as client:
        for name in ("/etc/passwd", "../../pyproject.toml", str(EXAMPLE)):
            answer = client.post("api/v1/why", json={"session": [{"file": name}]})
            assert answer.status_code == 422
            assert "never opened here" in answer.json()["refused"]["allowed"]


def test_nothing_of_the_app_calls_the_network(shared):
    """The packages that it ships name no other host than its own."""
    for name in (
        "page.js",
        "flow.js",
        "line.js",
        "bodymap.js",
        "tap.js",
        "drop.js",
        "app.css",
        "pages.css",
        "htmx-4.0.1.min.js",
    ):
        text = shared.browser.get(f"static/{name}").text
        assert text
        assert not re.search(r"(fetch|import|url)\(\s*['\"]?https?:", text), name
