from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import contents, names, reasons
from tests.support.leap2a import (
    Family,
    artefact,
    block,
    entry,
    feed,
    file,
    link,
    packed,
    small_export,
    view,
)

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.plain import dumps
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import Found, FoundPortfolio, System

COMMENT = artefact("comment", "comment") + "<author><name>Imported comment</name></author>"


def export(where: Path, text: str, files: dict[str, bytes] | None = None, *, name: str = "leap2a.xml") -> Path:
    path = where / "export.zip"
    path.write_bytes(packed({name: text, **(files or {})}))
    return path


def found(where: Path, text: str, files: dict[str, bytes] | None = None, *, name: str = "leap2a.xml") -> FoundPortfolio:
    [portfolio] = find_portfolios(export(where, text, files, name=name)).portfolios
    return portfolio


def text_of(portfolio: FoundPortfolio, name: str, where: Path) -> str:
    return contents(portfolio, where / "staging")[name].decode()


@pytest.mark.parametrize("family", ["mahara", "moodle", "old"])
@pytest.mark.parametrize("folder", ["export_info/files/", "files/"])
def test_a_feed_of_any_family_and_layout_comes_in(tmp_path, family, folder):
    names_of = Family(family)
    rel = f"{names_of.words}:has_part"
    text = feed(
        entry("view1", "Water", "selection",
              link(rel, "artefact2") + '<category term="Webpage" scheme="categories:selection_type#"/>',
              content="<p>Six lessons about clean water.</p>", family=names_of),
        file("artefact2", "pond.jpg", folder + "2-pond.jpg", family=names_of),
        family=names_of,
    )  # fmt: skip
    portfolio = found(tmp_path, text, {folder + "2-pond.jpg": b"photo"})
    assert names(portfolio) == ["Water.html", "Water/pond.jpg"]
    assert portfolio.candidate.name == "Zoë Example-Nguyễn"
    assert portfolio.title == "Water"
    assert not portfolio.warnings


@pytest.mark.parametrize("name", ["leap2a.xml", "leap.xml", "leap2.xml", "LEAP2A.XML"])
def test_the_feed_may_have_several_names(tmp_path, name):
    assert names(found(tmp_path, feed(view("view1", "A", content="<p>Words about my lesson.</p>")), name=name))


def test_ids_stay_the_same_from_one_export_to_the_next(tmp_path):
    first = found(tmp_path, str(small_export()["leap2a.xml"]))
    later = found(tmp_path, str(small_export()["leap2a.xml"]).replace("1663936346", "1700000000"))
    assert first.code == later.code
    assert first.known_as == later.known_as
    assert ExternalId("mahara", "user", "pages.example.org/17") in first.known_as
    assert ExternalId("mahara", "email", "zoe@example.org") in first.known_as
    assert ExternalId("mahara", "number", "T-4711") in first.known_as
    [page] = first.items
    assert page.known_as == later.items[0].known_as == (ExternalId("mahara", "entry", "pages.example.org/17#view1"),)
    assert page.made_on == date(2026, 3, 2)


def test_two_programs_on_one_host_have_ids_of_their_own(tmp_path):
    text = str(small_export()["leap2a.xml"])
    north = found(tmp_path, text.replace("pages.example.org/export", "pages.example.org/2025/north/export"))
    south = found(tmp_path, text.replace("pages.example.org/export", "pages.example.org/2025/south/export"))
    assert north.code != south.code
    assert north.known_as[0].value == "pages.example.org/2025/north/17"


def test_pages_come_first_in_the_order_of_their_collection_and_show_their_files(tmp_path):
    order = '<link rel="leap2:has_part" href="portfolio:view{}" leap2:display_order="{}"/>'
    website = '<category term="Website" scheme="categories:selection_type#"/>'
    text = feed(
        file("artefact9", "beside.pdf", "export_info/files/9-beside.pdf"),
        view(
            "view1",
            "Second",
            block("image", "", artefactid="portfolio:artefact2"),
            content="<p>The second of them.</p>",
        ),
        view("view3", "First", content="<p>The first page of my work.</p>"),
        entry("collection5", "Year 9", "selection", order.format(1, 2) + order.format(3, 1) + website),
        file("artefact2", "pond.jpg", "export_info/files/2-pond.jpg"),
    )
    files = {"export_info/files/2-pond.jpg": b"photo", "export_info/files/9-beside.pdf": b"pdf"}
    portfolio = found(tmp_path, text, files)
    assert portfolio.title == "Year 9"
    assert names(portfolio) == [
        "Year 9/First.html", "Year 9/Second.html", "Year 9/Second/pond.jpg", "beside.pdf",
    ]  # fmt: skip


def test_a_page_without_its_text_is_written_from_its_blocks(tmp_path):
    low, high = " mahara:positionx='0' mahara:positiony='9'", " mahara:positionx='0' mahara:positiony='0'"
    blocks = block("text", "Then", low, text="<p>The second&nbsp;text of this page.</p>")
    blocks += block("text", "First", high, text="<p>The first text.</p>")
    blocks += block("externalvideo", "Film", low, videoid="https://video.example.org/7")
    portfolio = found(tmp_path, feed(view("view1", "Page", blocks)))
    text = text_of(portfolio, "Page.html", tmp_path)
    assert text.index("The first text.") < text.index("The second text") < text.index("https://video.example.org/7")


def test_the_old_layout_of_rows_is_read_too(tmp_path):
    row = "<mahara:row><mahara:column>{}</mahara:column></mahara:row>"
    inside = block("textbox", "Notes", text="<p>Words of the year 2012 about teaching.</p>")
    inside += block("filedownload", "Files", artefactids=["portfolio:artefact2"])
    page = view("view1", "Page", row.format(inside)).replace('mahara:newlayout="1"', 'mahara:layout="50,50"')
    photo = file("artefact2", "pond.jpg", "files/2-pond.jpg")
    portfolio = found(tmp_path, feed(page, photo), {"files/2-pond.jpg": b"photo"})
    assert names(portfolio) == ["Page.html", "Page/pond.jpg"]


def test_journals_plans_and_comments_are_texts_of_their_own(tmp_path):
    task = '<leap2:date leap2:point="target">2026-05-01T00:00:00</leap2:date>'
    task += '<leap2:status leap2:stage="completed"/>' + link("leap2:is_part_of", "artefact8")
    text = feed(
        view("view1", "Page", content="<p>Words of a whole page here.</p>"),
        entry("artefact4", "Journal", "selection", '<category term="Blog" scheme="categories:selection_type#"/>'),
        entry("artefact5", "Day one", "entry", artefact("blogpost", "blog") + link("leap2:is_part_of", "artefact4"),
              content="It went well."),
        entry("artefact8", "My plan", "plan", artefact("plan", "plans"), content="For spring."),
        entry("artefact81", "Buy seeds", "plan", artefact("task", "plans") + task, content="Ten of each."),
        entry("artefact6", "Comment", "entry", COMMENT + link("leap2:reflects_on", "view1"), content="Nice work!"),
        entry("artefact7", "Town", "entry", artefact("town", "internal"), content="Hillside"),
    )  # fmt: skip
    portfolio = found(tmp_path, text)
    assert names(portfolio) == [
        "Page.html", "Journal/Day one.html", "My plan.html", "Imported comments and feedback.html",
    ]  # fmt: skip
    read = contents(portfolio, tmp_path / "staging")
    plan, comments = (read[name].decode() for name in names(portfolio)[2:])
    assert "Buy seeds (2026-05-01, done)" in plan
    assert "Ten of each." in plan
    assert "On “Page”" in comments
    assert "Nice work!" in comments
    assert portfolio.items[1].type == "reflection"
    assert "read only" in portfolio.items[3].caption
    assert any("1 comment of others" in warning for warning in portfolio.warnings)


def test_dashboards_stay_outside_and_a_profile_is_offered(tmp_path):
    text = feed(
        view("view1", "Dashboard page", content="<p>Messages that nobody needs.</p>", kind="dashboard"),
        view("view2", "Profile page", block("image", "", artefactid="portfolio:artefact3"),
             content="<p>I have taught physics for ten years.</p>", kind="profile"),
        file("artefact3", "me.jpg", "export_info/files/3-me.jpg"),
        file("artefact4", "icon", "export_info/files/4-icon", kind="profileicon"),
        view("view5", "Work", content="<p>What I did with my class.</p>"),
    )  # fmt: skip
    found_all = find_portfolios(
        export(tmp_path, text, {"export_info/files/3-me.jpg": b"me", "export_info/files/4-icon": b"icon"})
    )
    [portfolio] = found_all.portfolios
    assert names(portfolio) == ["Work.html"]
    assert [item.title for item in portfolio.offered] == ["Profile page"]
    assert {one.name for one in found_all.skipped} == {"Dashboard page", "Profile page", "me.jpg", "icon"}
    assert all(one.expected for one in found_all.skipped)


@pytest.mark.parametrize(
    ("href", "stored"),
    [
        ("export_info/files/2-my pond.jpg", "export_info/files/2-my pond.jpg"),
        ("export_info/files/2-my%20pond.jpg", "export_info/files/2-my pond.jpg"),
        ("export_info/files/2-50%25.jpg", "export_info/files/2-50%.jpg"),
        ("export_info/files/2-Fr%C3%BChling.jpg", "export_info/files/2-Fru\u0308hling.jpg"),
        ("files/2-a &amp;amp; b.jpg", "files/2-a & b.jpg"),
        ("files\\2-a.jpg", "files/2-a.jpg"),
        ("files/2-a.jpg", "export_info/files/2-a.jpg"),
        ("export_info/files/2-a.jpg", "export_info/files/unit 1/2-a.jpg"),
        ("export_info/files/2-why?.jpg", "export_info/files/2-why_.jpg"),
        ("export_info/files/2-" + "x" * 260 + ".jpg", "export_info/files/2-" + "x" * 200),
    ],
)  # fmt: skip
def test_files_are_found_however_their_names_were_written(tmp_path, href, stored):
    portfolio = found(tmp_path, feed(file("artefact2", "pond.jpg", href)), {stored: b"photo"})
    assert contents(portfolio, tmp_path / "staging") == {"pond.jpg": b"photo"}


def test_what_is_missing_is_told_and_what_nobody_names_too(tmp_path):
    text = feed(file("artefact2", "pond.jpg", "files/2-pond.jpg"), file("artefact3", "plan.pdf", "../../etc/passwd"),
                file("artefact4", "here.txt", "files/4-here.txt"))  # fmt: skip
    files = {"files/4-here.txt": b"x", "files/77-other.doc": b"y", "HTML/index.html": b"z", "HTML/static/a.css": b""}
    result = find_portfolios(export(tmp_path, text, files))
    [portfolio] = result.portfolios
    assert names(portfolio) == ["here.txt"]
    assert portfolio.warnings[0] == "2 files that the portfolio names are not in the export."
    assert set(reasons(result)) == {"pond.jpg", "plan.pdf", "files/77-other.doc"}
    assert {one.name for one in result.skipped if one.expected} == {"HTML/index.html", "HTML/static/a.css"}


def test_entities_control_characters_and_undeclared_prefixes_are_mended(tmp_path):
    said = "caf&eacute;&nbsp;&amp; R&D \x0b\x1f&#x1F; <o:p>pasted</o:p> words that stay"
    text = feed(entry("artefact5", "A &nbsp; title", "entry", artefact("blogpost", "blog"), content=said))
    portfolio = found(tmp_path, text.replace("A &amp;nbsp; title", "A &nbsp; title"))
    text = text_of(portfolio, names(portfolio)[0], tmp_path)
    assert "café &amp; R&amp;D pasted words that stay" in text
    assert portfolio.items[0].title == "A title"


def test_texts_bring_nothing_that_runs_or_is_fetched(tmp_path):
    evil = (
        "<p onclick='x()'>Good words here</p><script>alert(1)</script>"
        "<img src='https://spy.example.org/p.png' alt='Pond'/>"
        "<iframe src='https://video.example.org/7'></iframe><form><input value='a'/></form><style>p{}</style>"
    )
    portfolio = found(tmp_path, feed(view("view1", "Page", content=evil)))
    text = text_of(portfolio, "Page.html", tmp_path)
    assert "Good words here" in text
    assert "[Pond]" in text
    assert "https://video.example.org/7" in text
    for part in ("script", "onclick", "spy.example", "iframe", "<img", "form", "style"):
        assert part not in text


def test_a_feed_with_definitions_of_its_own_is_refused(tmp_path):
    bomb = '<!DOCTYPE feed [<!ENTITY a "aaaa">]>' + feed().partition("\n")[2]
    with pytest.raises(UntrustedFileError, match="DOCTYPE"):
        find_portfolios(export(tmp_path, bomb))


def test_a_feed_that_breaks_off_keeps_what_stands_before(tmp_path):
    text = feed(view("view1", "Whole", content="<p>All of this page is there.</p>"), view("view2", "Half"))
    portfolio = found(tmp_path, text[: text.index("Half")])
    assert names(portfolio) == ["Whole.html"]
    assert "cut off" in portfolio.warnings[0]


def test_a_feed_that_is_too_deep_or_no_feed_is_refused(tmp_path):
    deep = feed(view("view1", "A", content="<div>" * 300 + "</div>" * 300))
    with pytest.raises(UntrustedFileError, match="too big or too deeply nested"):
        find_portfolios(export(tmp_path, deep))
    with pytest.raises(UntrustedFileError, match="no portfolio in Leap2A"):
        find_portfolios(export(tmp_path, "<html><body/></html>"))


def test_an_address_among_the_files_is_kept_as_a_text_and_never_fetched(tmp_path):
    portfolio = found(tmp_path, feed(file("artefact2", "My film", "https://video.example.org/7")))
    assert "https://video.example.org/7" in text_of(portfolio, "My film.html", tmp_path)


def test_a_file_attached_in_moodle_lies_with_its_text(tmp_path):
    text = feed(
        file("storedfile5", "notes.pdf", "files/notes.pdf", link("related", "post1")),
        entry("post1", "My forum post", "entry", link("related", "storedfile5"), content="I said this in class."),
        person=False,
        generator="Moodle",
    )
    portfolio = found(tmp_path, text, {"files/notes.pdf": b"pdf"})
    assert names(portfolio) == ["My forum post.html", "My forum post/notes.pdf"]
    assert portfolio.candidate.name == "Zoë Example"
    assert portfolio.known_as[0] == ExternalId("moodle", "user", "pages.example.org/17")


def test_texts_without_a_type_and_groups_of_titles_come_in(tmp_path):
    said = "<content type='html'>I teach &lt;b&gt;physics&lt;/b&gt;.</content>"
    bare = f"<entry><title>About me</title><id>portfolio:text/3</id>{said}</entry>"
    abilities = '<category term="Abilities" scheme="categories:selection_type#"/>' + link("leap2:has_part", "skill/2")
    text = feed(bare, entry("skills/1", "Skills", "selection", abilities), entry("skill/2", "Safety", "ability"))
    portfolio = found(tmp_path, text)
    assert names(portfolio) == ["About me.html", "Skills.html"]
    read = contents(portfolio, tmp_path / "staging")
    assert b"I teach <b>physics</b>." in read["About me.html"]
    assert b"<h2>Safety</h2>" in read["Skills.html"]


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        ('<leap2:date leap2:point="target">2026-09-09</leap2:date><leap2:date leap2:point="start">2025-10-01'
         "</leap2:date>", date(2025, 10, 1)),
        ('<leap2:date leap2:point="created">2025-13-41</leap2:date>', date(2026, 3, 2)),
        ('<leap2:date leap2:point="created">2025-10-02T31:61</leap2:date>', date(2025, 10, 2)),
    ],
)  # fmt: skip
def test_the_day_of_an_item_is_what_its_dates_say(tmp_path, dates, expected):
    [item] = found(tmp_path, feed(entry("artefact1", "A", "entry", dates, content="Some words."))).items
    assert item.made_on == expected


def test_content_outside_the_feed_is_a_file_and_a_draft_says_so(tmp_path):
    draft = '<category term="Unready" scheme="categories:readiness#"/>' + artefact("blogpost", "blog")
    outside = entry("item1", "Plan", "resource").replace('<content type="xhtml">', '<content src="files/plan.pdf">')
    portfolio = found(
        tmp_path, feed(outside, entry("post2", "Later", "entry", draft, content="Not yet.")), {"files/plan.pdf": b"pdf"}
    )
    assert names(portfolio) == ["Plan.pdf", "Later.html"]
    assert portfolio.items[1].caption == "A draft that was not published."


def test_annotations_come_with_a_word_about_the_map(tmp_path):
    text = feed(entry("artefact3", "Annotation", "entry", artefact("annotation", "annotation"), content="Shows 1.3."))
    assert any("SmartEvidence" in warning for warning in found(tmp_path, text).warnings)


def test_pictures_in_a_text_belong_to_its_page_and_are_missed_there(tmp_path):
    address = "https://pages.example.org/artefact/file/download.php?file={}&amp;view=1&amp;embedded=1"
    shown = "".join(f"<img alt='p{n}' src='{address.format(n)}'/>" for n in (2, 3))
    text = feed(
        view("view1", "Page", content=f"<p>Words about a pond.</p>{shown}"), file("artefact2", "a.jpg", "files/2-a.jpg")
    )
    result = find_portfolios(export(tmp_path, text, {"files/2-a.jpg": b"photo"}))
    assert names(result.portfolios[0]) == ["Page.html", "Page/a.jpg"]
    assert reasons(result) == {"“Page”, picture 3": "the text shows it, but it is not in the export"}


def test_folders_sort_files_and_a_resume_is_one_text(tmp_path):
    copied = artefact("folder", "file") + '<category term="Folder" scheme="categories:selection_type#"/>'
    work = artefact("pseudo:employmenthistory", "resume")
    text = feed(
        entry("artefact7", "Copies", "selection", copied, content="Files that were copied from a template"),
        file("artefact2", "a.txt", "files/2-a.txt", link("leap2:is_part_of", "artefact7")),
        entry("resume1", "Hillside School", "organization", work),
        entry("artefact8", "Interests", "entry", artefact("interest", "resume"), content="Papercraft"),
        entry("artefact9", "Goals", "entry", artefact("careergoal", "resume")),
    )
    portfolio = found(tmp_path, text, {"files/2-a.txt": b"a"})
    assert names(portfolio) == ["Copies/a.txt", "Résumé.html"]
    read = text_of(portfolio, "Résumé.html", tmp_path)
    assert "Hillside School" in read
    assert "Papercraft" in read
    assert "Goals" not in read


def test_plain_texts_that_were_escaped_twice_are_read_as_meant(tmp_path):
    twice = entry("artefact5", "R&D", "entry").replace('<content type="xhtml">', "<content>R&amp;amp;D is fun")
    assert "R&amp;D is fun" in text_of(found(tmp_path, feed(plain_content(twice))), "R&D.html", tmp_path)


def plain_content(text: str) -> str:
    return text.replace('<div xmlns="http://www.w3.org/1999/xhtml"></div>', "")


def test_work_of_somebody_else_says_so(tmp_path):
    text = feed(file("artefact2", "a.txt", "files/2-a.txt", "<author><name>Peggy Other</name></author>"))
    [item] = found(tmp_path, text, {"files/2-a.txt": b"a"}).items
    assert "Peggy Other" in item.caption


def test_an_unpacked_export_and_one_beside_others_are_read(tmp_path):
    for number in ("1", "2"):
        folder = tmp_path / "all" / f"user {number}"
        for name, data in small_export(f"Person {number}", number).items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_bytes(data.encode() if isinstance(data, str) else data)
    (tmp_path / "all" / "packed.zip").write_bytes(packed(small_export("Person 3", "3")))
    (tmp_path / "all" / "P-9").mkdir()
    (tmp_path / "all" / "P-9" / "plan.pdf").write_bytes(b"plan")
    result = find_portfolios(tmp_path / "all")
    assert len(result.portfolios) == 4
    assert [one.code for one in result.portfolios][3] == "P-9"
    assert find_portfolios(tmp_path / "all" / "user 1").system is System.LEAP2A


WHOLE = packed(small_export())
FEED = str(small_export()["leap2a.xml"]).encode()


def looked_at(path: Path, data: bytes) -> Found | None:
    """Return what was found, which can be sent to another process, or None where it was refused politely."""
    path.write_bytes(data)
    try:
        result = find_portfolios(path)
    except CertDeskError:
        return None
    assert dumps(result)
    for portfolio in result.portfolios:
        with suppress(CertDeskError):
            contents(portfolio, path.parent / "staging")
    return result


def mutated(data: bytes, at: float, cut: int, put: bytes) -> bytes:
    place = int(at * len(data))
    return data[:place] + put + data[place + cut :]


MUTATIONS = st.tuples(
    st.floats(0, 1, exclude_max=True),
    st.integers(0, 400),
    st.sampled_from([b"", b"<", b"&", b"]]>", b"<![CDATA[", b"\0", b"\xff", b'"', b"<!DOCTYPE a>", b"<!--", b":view1"])
    | st.binary(max_size=8),
)  # fmt: skip


@settings(max_examples=60)
@given(MUTATIONS)
def test_a_damaged_feed_gives_a_report_or_a_sentence(tmp_path_factory, mutation):
    data = packed({"leap2a.xml": mutated(FEED, *mutation), "export_info/files/2-pond.jpg": b"x"}, stored=True)
    looked_at(tmp_path_factory.getbasetemp() / "damaged.zip", data)


@pytest.mark.slow
@settings(max_examples=3_000, deadline=None)
@given(MUTATIONS, st.booleans())
def test_any_damaged_export_gives_a_report_or_a_sentence(tmp_path_factory, mutation, inside):
    data = packed({"leap2a.xml": mutated(FEED, *mutation), "export_info/files/2-pond.jpg": b"x"})
    looked_at(tmp_path_factory.getbasetemp() / "damaged.zip", data if inside else mutated(WHOLE, *mutation))
