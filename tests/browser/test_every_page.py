"""Every page of the demonstration, walked by everybody: accessible, narrow, for the keyboard, without scripts."""

from collections import Counter

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page

from tests.support.doors import VISITOR, come_in, doors_of, everybody
from tests.support.site import Site
from tests.support.walking import BEHIND_A_FORM, Surveyor

pytestmark = [pytest.mark.browser, pytest.mark.slow]

UNREACHED = {
    "static": "style and icons",
    "curriculum.picture": "stands inside lessons",
    "verification.show_upper": "the address inside the QR code",
    "verification.keys": "for programs that check signatures",
    "registry.archive": "only once every PDF of a cohort is drawn",
    "completion.close": "only while somebody waits for the acta; the main job closes two",
}
"""GET routes to which no link leads in the demonstration, and why."""
NARROW = {"width": 320, "height": 640}
AXE_A_KIND = 3
AXE = Axe()


class Inspector:
    """Notes what is wrong with the pages it is shown; axe, which is slow, looks at a few of each kind."""

    def __init__(self) -> None:
        self.faults: dict[str, str] = {}
        self._looked: Counter[str] = Counter()

    def look(self, page: Page, kind: str) -> None:
        for fault in page.evaluate(FAULTS):
            self.faults[f"{kind}: {fault}"] = page.url
        self._looked[kind] += 1
        if kind == BEHIND_A_FORM or self._looked[kind] <= AXE_A_KIND:
            for found in AXE.run(page).response["violations"]:
                self.faults[f"{kind}: {found['id']} {found['nodes'][0]['html'][:120]}"] = page.url


@pytest.fixture
def inspector() -> Inspector:
    return Inspector()


def test_every_page_is_reached_accessible_and_fit_for_320_px(
    demo_site: Site, chromium: Browser, inspector: Inspector
) -> None:
    surveyor, failures = Surveyor(demo_site), []
    for role in everybody():
        who = come_in(chromium, demo_site, role, viewport=NARROW, bypass_csp=True)
        failures += surveyor.walk(who, inspector.look, doors_of(role)).failures
        who.context.close()
    assert failures == []
    assert inspector.faults == {}
    assert surveyor.pages - set(surveyor.seen) == set(UNREACHED)


@pytest.mark.parametrize("address", ["/v/7K3M9QXA02BDF5TW", "/v/7K3M9QXA02BDF5TW?lang=en", "/nada"])
def test_pages_that_say_no_are_accessible_too(
    demo_site: Site, chromium: Browser, inspector: Inspector, address: str
) -> None:
    visitor = come_in(chromium, demo_site, VISITOR, viewport=NARROW, bypass_csp=True)
    visitor.opens(address)
    inspector.look(visitor.page, BEHIND_A_FORM)
    visitor.context.close()
    assert inspector.faults == {}


FAULTS = """() => {
    document.querySelectorAll('details').forEach(details => { details.open = true; });
    const faults = [], shown = node => node.checkVisibility();
    const name = node => (node.innerText || node.name || node.id || node.tagName).trim().slice(0, 60);
    const wide = document.documentElement.scrollWidth;
    if (wide > innerWidth) faults.push(wide + ' px wide');
    if (document.querySelectorAll('h1').length !== 1) faults.push(document.querySelectorAll('h1').length + ' h1');
    for (const form of document.forms)
        if (![...form.querySelectorAll('button')].some(button => button.type === 'submit'))
            faults.push('no button sends the form of ' + name(form));
    for (const button of document.querySelectorAll('button'))
        if (!button.form) faults.push('only a script could use the button ' + name(button));
    for (const link of document.querySelectorAll('a'))
        if (!link.href || link.getAttribute('href') === '#') faults.push('the link leads nowhere: ' + name(link));
    const told = [...document.querySelectorAll('.errors a')].map(link => document.getElementById(link.hash.slice(1)));
    if (told.includes(null)) faults.push('an error leads to no control');
    else if (told.some((control, place) => place && !(told[place - 1].compareDocumentPosition(control) & 4)))
        faults.push('errors are not told in the order of their controls');
    for (const control of document.querySelectorAll('a, button, input, select, textarea, summary')) {
        if (!shown(control) || control.disabled) continue;
        control.focus({focusVisible: true, preventScroll: true});
        const style = getComputedStyle(control);
        const ring = style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0;
        if (document.activeElement !== control) faults.push('the keyboard does not reach ' + name(control));
        else if (!ring && style.boxShadow === 'none') faults.push('nobody sees the focus on ' + name(control));
    }
    document.activeElement.blur();
    return faults;
}"""
"""What a page must not do: scroll sideways, need a script, mislead about errors, hide where the keyboard is."""
