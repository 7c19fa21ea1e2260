"""The client of the tests finds what it is there to find: each slip is put into a good page once."""

import lxml.html
import pytest

from tests.page import lint

GOOD = """<!doctype html>
<html lang="en">
<head><title>Opinions</title><script src="/static/app.js"></script></head>
<body>
  <h1>Opinions</h1>
  <form method="POST">
    <input type="hidden" name="csrf_token" value="x"><input type="hidden" name="version" value="1">
    <label for="title">Title</label><input id="title" name="title" value="议题">
    <label>Text <textarea name="text">正文</textarea></label>
    <select name="side" aria-label="Side"><option>律师方</option></select>
    <span id="note">Note</span><input name="note" aria-labelledby="note">
    <input type="submit" value="Send">
  </form>
  <form method="get"><input name="q" aria-label="Search"></form>
  <table><tr><td data-l="Name">李娜</td></tr></table>
  <nav aria-label="Pages"></nav><section aria-labelledby="note"></section><section></section><section></section>
  <dl><dd>李娜</dd></dl><p lang="zh-CN" title="李娜">李娜</p><p data-content>李娜</p><blockquote>正文</blockquote>
</body>
</html>"""
CSRF = '<input type="hidden" name="csrf_token" value="x">'


def _lint(html: str, *, is_whole: bool = True) -> None:
    lint(lxml.html.document_fromstring(html), "/here", is_whole=is_whole)


def test_a_good_page_passes() -> None:
    _lint(GOOD)
    _lint(GOOD.replace('lang="en"', 'lang="zh-CN"').replace("Title", "标题"))


@pytest.mark.parametrize(
    ("good", "slip", "complaint"),
    [
        ("<h1>Opinions</h1>", "", "exactly one h1"),
        ("<h1>Opinions</h1>", "<h1>Opinions</h1><h1>Again</h1>", "exactly one h1"),
        ('id="note"', 'id="title"', "ids repeat"),
        ('<label for="title">Title</label>', "Title", "the field title has no label"),
        ('<label for="title">', '<label for="other">', "the field title has no label"),
        (' aria-label="Side"', "", "the field side has no label"),
        (' aria-label="Search"', "", "the field q has no label"),
        (' aria-labelledby="note"', "", "the field note has no label"),
        ("<label>Text <textarea", "<p>Text <textarea", "the field text has no label"),
        (CSRF, "", "has no token"),
        ("<table><tr>", "<table><tr><th scope='col'></th></tr><tr>", "holds no word"),
        ("<section></section>", '<section aria-label="Note"></section>', "landmarks of one name"),
        ("<h1>", '<nav aria-label="Pages"></nav><h1>', "landmarks of one name"),
        ('method="POST"', 'method="post"', None),
        ("<h1>", '<h1 style="color:red">', "inline"),
        ("</head>", "<style>p {}</style></head>", "inline"),
        ("</head>", "<script>1</script></head>", "inline"),
        ("<h1>", '<h1 onclick="x()">', "inline"),
        ("<h1>Opinions", '<h1><a href="javascript:x()">Opinions</a>', "inline"),
        ("<h1>Opinions", "<h1>意见建议", "not translated"),
        ("<title>Opinions", "<title>意见建议", "not translated"),
        ('value="Send">', 'value="Send"> 发送', "not translated"),
        ('aria-label="Search"', 'aria-label="检索"', "not translated"),
        ('data-l="Name"', 'data-l="姓名"', "not translated"),
        ("<h1>", '<h1 title="意见">', "not translated"),
        ("<body>", '<body data-text-saving="保存">', "not translated"),
        ('value="议题"', 'value="议题" placeholder="标题"', "not translated"),
        ("<p data-content>", "<p>", "not translated"),
    ],
)
def test_a_slip_is_found(good: str, slip: str, complaint: str | None) -> None:
    assert good in GOOD
    page = GOOD.replace(good, slip)
    if complaint is None:
        _lint(page)
        return
    with pytest.raises(AssertionError, match=complaint):
        _lint(page)


def test_a_fragment_needs_no_heading_and_keeps_the_other_rules() -> None:
    _lint("<p>Saved</p>", is_whole=False)
    with pytest.raises(AssertionError, match="has no label"):
        _lint('<input name="title">', is_whole=False)
