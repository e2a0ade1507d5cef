"""A browser and a program without a screen: requests as they send them."""

import re

import httpx

EVERY_SIGN = "None of these"


class Browser(httpx.Client):
    """Keeps the cookie, says where a form comes from, and knows the page's token."""

    def __init__(self, app):
        super().__init__(base_url=app.address, follow_redirects=True, timeout=60.0)
        self.headers["origin"] = app.address.rstrip("/")
        self.address, self.token = app.address, ""
        page = self.get(app.opening)
        assert page.status_code == 200, page.text
        self.token = re.search('name="csrf" value="([^"]+)"', self.get("danger/who").text)[1]

    def send_form(self, where, **told):
        return self.post(where, data={"csrf": self.token, **told})

    def danger_check(self):
        page = self.send_form("danger/who", respondent="self", age_years="34")
        while "/danger/" in str(page.url):
            page = self.send_form(str(page.url), none="yes")
        assert str(page.url).endswith("/happened")

    def hand_in(self, name, data):
        return self.post("happened/file", data={"csrf": self.token}, files={"file": (name, data)})


def program(app):
    """A program with the app's key."""
    return httpx.Client(
        base_url=app.address, headers={"authorization": f"Bearer {app.api_key}"}, timeout=60.0
    )


def reader(browser):
    """A wire of one's own to the same visit: a client that many threads share is itself a cause of errors."""
    return httpx.Client(
        base_url=browser.base_url, cookies=browser.cookies, follow_redirects=True, timeout=60.0
    )
