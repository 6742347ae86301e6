"""The plugin of pytest: where the extract is named, and the fixtures.

Pytest loads it with every run of every project that has accsocial: nothing heavy is imported
before a test asks for a fixture.
"""

from __future__ import annotations

import pytest

from accsocial.testing.asked import AccsocialResults

_EXTRACT = "accsocial_extract"
_CONFIG = "accsocial_config"


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options, and the settings of pytest that say the same."""
    group = parser.getgroup("accsocial", "figures of an activity extract")
    group.addoption(
        "--accsocial-extract",
        action="append",
        metavar="PATH",
        help="Extract that the fixture accsocial_results reads; may be repeated.",
    )
    group.addoption(
        "--accsocial-config",
        metavar="FILE",
        help="Settings (TOML); default: accsocial.toml beside the extract or in the root folder.",
    )
    # Paths in a settings file are relative to it, wherever pytest is started.
    parser.addini(_EXTRACT, "Extract that accsocial_results reads.", type="paths", default=[])
    parser.addini(_CONFIG, "Settings (TOML) of accsocial_results.", type="paths", default=[])


@pytest.fixture(scope="session")
def accsocial_extract(pytestconfig: pytest.Config) -> list[str]:
    """Files and folders of the extract. A project that makes its own overrides this fixture."""
    found = _paths(pytestconfig, _EXTRACT, pytestconfig.getoption("--accsocial-extract"))
    if not found:
        pytest.fail(
            "accsocial_results: no extract is named. Set accsocial_extract in the settings of "
            "pytest, or give --accsocial-extract PATH",
            pytrace=False,
        )
    return found


@pytest.fixture(scope="session")
def accsocial_results(
    accsocial_extract: list[str], pytestconfig: pytest.Config
) -> AccsocialResults:
    """The figures of the extract: accsocial_results.value("no_show_rate", body="caf", year=2022)"""
    from accsocial.errors import AccsocialError

    option = pytestconfig.getoption("--accsocial-config")
    config = _paths(pytestconfig, _CONFIG, [option] if option else None)
    if len(config) > 1:
        pytest.fail(f"accsocial_results: {_CONFIG} must name one file", pytrace=False)
    found = AccsocialResults(
        accsocial_extract,
        config=config[0] if config else None,
        beside=[pytestconfig.rootpath],
    )
    try:
        # Now, so that data that are refused are told once and not by each test.
        _ = found.results
    except AccsocialError as error:
        raise pytest.fail.Exception(f"accsocial_results: {error}", pytrace=False) from None
    return found


def _paths(config: pytest.Config, setting: str, option: list[str] | None) -> list[str]:
    """The paths of an option, relative to where pytest was started; else those of the setting."""
    if option:
        return [str(config.invocation_params.dir / path) for path in option]
    return [str(path) for path in config.getini(setting)]
