"""What counts as an address of this site; browsers read some others as one than they look."""

import pytest

from liaison.web.paths import own_path


@pytest.mark.parametrize("path", ["/", "/account", "/opinions?q=%E6%84%8F&page=2", "/会议/5", "/a//b", "/a?next=//b"])
def test_own_paths(path: str) -> None:
    assert own_path(path, "/home") == path


@pytest.mark.parametrize(
    "address",
    [
        None, "", "account", "//elsewhere.example", "///elsewhere.example", "https://elsewhere.example", "javascript:x",
        "/\\elsewhere.example", "\\\\elsewhere.example", "/\t/elsewhere.example", "/\n/elsewhere.example",
        "/\r/elsewhere.example", "\t//elsewhere.example", " //elsewhere.example", "/ /elsewhere.example",
        "/account\r\nSet-Cookie: a=b", "/account\x00", "/account\x7f", "/account\n",
    ],
)  # fmt: skip
def test_other_addresses_are_replaced(address: str | None) -> None:
    assert own_path(address, "/home") == "/home"
