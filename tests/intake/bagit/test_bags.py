from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.intake.samples import DESCRIPTION, FILES, contents, folder_of, names, reasons
from tests.support.bags import DECLARATION, bag, digest_of, with_tag_manifest
from tests.support.leap2a import packed, small_export

from certdesk.core.candidates import ExternalId
from certdesk.core.errors import CertDeskError, UntrustedFileError
from certdesk.core.plain import dumps
from certdesk.intake.finding import find_portfolios
from certdesk.intake.found import Found, System
from certdesk.intake.limits import Limits

PAYLOAD = {"plan.pdf": b"plan", "photos/pond.jpg": b"pond", "photos/class.jpg": b"class"}


def zipped(where: Path, files: dict[str, bytes], wrapper: str = "bag/") -> Path:
    path = where / "bag.zip"
    path.write_bytes(packed({wrapper + name: data for name, data in files.items()}))
    return path


@pytest.mark.parametrize("algorithm", ["md5", "sha1", "sha256", "sha512"])
def test_a_bag_comes_in_whole_from_a_folder_and_from_a_zip(tmp_path, algorithm):
    files = bag(PAYLOAD, algorithm=algorithm)
    for found in (
        find_portfolios(folder_of(tmp_path / "KITE", files)),
        find_portfolios(zipped(tmp_path, files)),
        find_portfolios(zipped(tmp_path, files, "")),
    ):
        [portfolio] = found.portfolios
        assert contents(portfolio, tmp_path / "staging") == PAYLOAD
        assert (found.system, found.title, portfolio.title) == (System.BAGIT, "Clean water", "Clean water")
        assert (portfolio.code, portfolio.note) == ("KITE-37", "A. Head")
        assert portfolio.known_as == (ExternalId("bagit", "bag", "KITE-37"),)
        assert not portfolio.warnings
        assert not found.skipped


def test_several_folders_in_a_bag_are_several_portfolios(tmp_path):
    files = bag({"P-1/plan.pdf": b"1", "P-2/plan.pdf": b"2"})
    found = find_portfolios(zipped(tmp_path, files))
    assert [one.code for one in found.portfolios] == ["P-1", "P-2"]
    assert not any(one.known_as for one in found.portfolios)


def test_a_description_in_the_payload_counts_more_than_the_bag(tmp_path):
    [portfolio] = find_portfolios(zipped(tmp_path, bag({"portfolio.yaml": DESCRIPTION.encode(), **FILES}))).portfolios
    assert (portfolio.code, portfolio.title) == ("KITE-37", "Clean water for our school")


@pytest.mark.parametrize("inside", ["zip", "files", "plain zip"])
def test_an_export_or_a_zip_in_the_payload_is_opened(tmp_path, inside):
    export = {name: data.encode() if isinstance(data, str) else data for name, data in small_export().items()}
    payload = {"zip": {"export.zip": packed(export)}, "files": export, "plain zip": {"work.zip": packed(PAYLOAD)}}
    [portfolio] = find_portfolios(zipped(tmp_path, bag(payload[inside]))).portfolios
    expected = sorted(PAYLOAD) if inside == "plain zip" else ["My lessons.html", "My lessons/pond.jpg"]
    assert sorted(names(portfolio)) == expected
    assert contents(portfolio, tmp_path / "staging")


def test_damaged_missing_later_and_fetchable_files_are_told(tmp_path):
    files = bag({**PAYLOAD, "gone.pdf": b"gone", "far.mp4": b"far away"})
    files["data/plan.pdf"] = b"something else"
    del files["data/gone.pdf"], files["data/far.mp4"]
    files["data/later.txt"] = b"put there later"
    files["fetch.txt"] = b"https://example.org/far 8 data/far.mp4\nhttps://example.org/x - data/other.bin\n"
    found = find_portfolios(zipped(tmp_path, files))
    [portfolio] = found.portfolios
    assert sorted(names(portfolio)) == ["class.jpg", "pond.jpg"]
    told = reasons(found)
    assert "its digest is another" in told["data/plan.pdf"]
    assert "it is not there" in told["data/gone.pdf"]
    assert "it was put there later" in told["data/later.txt"]
    assert "nothing is fetched" in told["data/far.mp4"]
    assert "nothing is fetched" in told["data/other.bin"]


def test_big_files_are_checked_when_they_are_copied(tmp_path):
    files = bag(PAYLOAD) | {"data/plan.pdf": b"else"}
    [portfolio] = find_portfolios(zipped(tmp_path, files), Limits(checked=8)).portfolios
    assert len(portfolio.items) == 3
    with pytest.raises(UntrustedFileError, match="its digest is another"):
        contents(portfolio, tmp_path / "staging")


def test_names_are_unescaped_and_compared_as_people_read_them(tmp_path):
    odd = {"100%.txt": b"1", "%41.txt": b"2", "Fru\u0308hling.txt": b"3", "two  spaces.txt": b"4"}
    files = bag(odd)
    files["manifest-sha256.txt"] = files["manifest-sha256.txt"].replace(
        "Fru\u0308hling".encode(), "Fr\u00fchling".encode()
    )
    [portfolio] = find_portfolios(zipped(tmp_path, with_tag_manifest(files))).portfolios
    assert contents(portfolio, tmp_path / "staging") == odd


def test_a_name_listed_in_two_ways_and_clutter_in_a_list_are_not_missed(tmp_path):
    files = bag({"Fr\u00fch.txt": b"1", ".DS_Store": b"2"})
    files["manifest-sha256.txt"] += f"{digest_of(b'1', 'sha256')}  data/Fru\u0308h.txt\n".encode()
    found = find_portfolios(zipped(tmp_path, with_tag_manifest(files)))
    assert not reasons(found)
    assert not found.portfolios[0].warnings


def test_old_bags_with_stars_dots_and_unescaped_percents_are_read(tmp_path):
    files = bag({"100%25.txt": b"1", "a.txt": b"2"}, algorithm="md5", escaped=False)
    files["bagit.txt"] = b"BagIt-Version: 0.95\nTag-File-Character-Encoding: UTF-8\n"
    lines = files["manifest-md5.txt"].decode().replace("  data/a", " *./data/a").replace("\n", "\r\n").upper()
    files["manifest-md5.txt"] = lines.replace("DATA", "data").replace("A.TXT", "a.txt").replace(".TXT", ".txt").encode()
    files["package-info.txt"] = files.pop("bag-info.txt")
    found = find_portfolios(zipped(tmp_path, with_tag_manifest(files, "md5")))
    [portfolio] = found.portfolios
    assert sorted(names(portfolio)) == ["100%25.txt", "a.txt"]


def test_a_manifest_in_another_encoding_is_read(tmp_path):
    files = bag({"Früh.txt": b"1"})
    files["bagit.txt"] = b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-16\n"
    for name in ("manifest-sha256.txt", "bag-info.txt"):
        files[name] = files[name].decode().encode("utf-16")
    [portfolio] = find_portfolios(
        zipped(tmp_path, {k: v for k, v in files.items() if "tagmanifest" not in k})
    ).portfolios
    assert names(portfolio) == ["Früh.txt"]
    assert portfolio.code == "KITE-37"


@pytest.mark.parametrize("name", ["../evil.txt", "/etc/passwd", "~/x", "C:/x", "data/../../x"])
def test_lists_that_lead_out_of_the_bag_are_told_and_not_followed(tmp_path, name):
    files = bag(PAYLOAD)
    files["manifest-sha256.txt"] += f"{'0' * 64}  {name}\n".encode()
    [portfolio] = find_portfolios(zipped(tmp_path, with_tag_manifest(files))).portfolios
    assert len(portfolio.items) == 3
    assert any("outside the bag" in warning for warning in portfolio.warnings)


def test_lists_that_contradict_each_other_keep_a_file_out(tmp_path):
    files = bag(PAYLOAD)
    files["manifest-sha256.txt"] += f"{digest_of(b'x', 'sha256')}  data/plan.pdf\n".encode()
    found = find_portfolios(zipped(tmp_path, with_tag_manifest(files)))
    assert "contradict" in reasons(found)["data/plan.pdf"]


def test_a_changed_small_file_and_a_wrong_sum_are_warnings(tmp_path):
    files = bag(PAYLOAD)
    files["bag-info.txt"] = files["bag-info.txt"].replace(b"Payload-Oxum: ", b"Payload-Oxum: 9")
    [portfolio] = find_portfolios(zipped(tmp_path, files)).portfolios
    assert portfolio.warnings[:2] == (
        "“bag-info.txt” was changed after the bag was packed.",
        "The bag should hold 3 files with 913 bytes together.",
    )


def test_a_bag_without_lists_comes_in_with_a_warning(tmp_path):
    files = {name: data for name, data in bag(PAYLOAD).items() if "manifest" not in name}
    [portfolio] = find_portfolios(zipped(tmp_path, files)).portfolios
    assert len(portfolio.items) == 3
    assert any("no list of digests" in warning for warning in portfolio.warnings)


def test_a_bag_with_nothing_in_it_says_why(tmp_path):
    files = bag({"plan.pdf": b"plan"}) | {"data/plan.pdf": b"else"}
    with pytest.raises(UntrustedFileError, match="Nothing in the bag"):
        find_portfolios(zipped(tmp_path, files))


def test_our_own_package_is_sent_to_the_right_place(tmp_path):
    with pytest.raises(UntrustedFileError, match="package from another desk") as caught:
        find_portfolios(zipped(tmp_path, bag({"part-1.age": b"x"}) | {"certdesk-package.json": b"{}"}))
    assert "Exchange" in caught.value.hint


def test_bags_in_bags_end_somewhere(tmp_path):
    files = bag({"plan.pdf": b"plan"})
    for _level in range(4):
        files = bag({f"inner/{name}": data for name, data in files.items()})
    [portfolio] = find_portfolios(zipped(tmp_path, files)).portfolios
    assert names(portfolio) == ["plan.pdf"]


def test_another_program_finds_our_sample_valid(tmp_path):
    bagit = pytest.importorskip("bagit")
    assert bagit.Bag(str(folder_of(tmp_path / "bag", bag(PAYLOAD)))).is_valid()


def looked_at(path: Path, files: dict[str, bytes]) -> Found | None:
    path.write_bytes(packed(files, stored=True))
    try:
        found = find_portfolios(path)
    except CertDeskError:
        return None
    assert dumps(found)
    return found


def check_mutation(where: Path, name: str, at: float, cut: int, put: bytes) -> None:
    files = bag(PAYLOAD)
    place = int(at * len(files[name]))
    files[name] = files[name][:place] + put + files[name][place + cut :]
    found = looked_at(where / "damaged-bag.zip", files)
    if found is None or not found.portfolios or "manifest-sha256.txt" not in files:
        return
    for portfolio in found.portfolios:
        for item in portfolio.items:
            if item.file.sums:
                digest = dict(item.file.sums)["sha256"]
                assert digest in {digest_of(data, "sha256") for data in files.values()}


NAMES = st.sampled_from(sorted(bag(PAYLOAD)))
PUT = st.binary(max_size=6) | st.sampled_from([b"\n", b" " * 300, b"%0A", b"../", b"data/", b"\xff\xfe", b":" * 50])


@settings(max_examples=40)
@given(NAMES, st.floats(0, 1), st.integers(0, 200), PUT)
def test_a_damaged_bag_never_gives_bytes_that_were_not_packed(tmp_path_factory, name, at, cut, put):
    check_mutation(tmp_path_factory.getbasetemp(), name, at, cut, put)


@pytest.mark.slow
@settings(max_examples=3_000, deadline=None)
@given(NAMES, st.floats(0, 1), st.integers(0, 200), PUT)
def test_no_damaged_bag_gives_bytes_that_were_not_packed(tmp_path_factory, name, at, cut, put):
    check_mutation(tmp_path_factory.getbasetemp(), name, at, cut, put)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"bagit.txt": b"BagIt-Version: 2.0\nTag-File-Character-Encoding: UTF-8\n"}, "is of version 2.0 of BagIt"),
        ({"bagit.txt": b"BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-99\n"}, "UTF-99"),
        ({"bagit.txt": b"BagIt-Version: 0.97\n"}, "not written as BagIt asks"),
        ({"bagit.txt": b"BagIt-Version : 1.0\nTag-File-Character-Encoding : UTF-8\n"}, "not written as BagIt asks"),
        ({"bagit.txt": b"\xef\xbb\xbf" + DECLARATION.encode()}, "not written as BagIt asks"),
        ({"bagit.txt": None}, "“bagit.txt” is missing"),
        ({"tagmanifest-md5.txt": b"0" * 32 + b"  gone.txt\n"}, "“gone.txt” belongs to the bag, but it is not there"),
        ({"meta/x.xml": b"x", "tagmanifest-md5.txt": b"0" * 32 + b"  meta/x.xml\n"}, "“meta/x.xml” was changed"),
        ({"manifest-md5.txt": b"0" * 32 + b"  bag-info.txt\n"}, "names “bag-info.txt”, which is no payload"),
        ({"fetch.txt": b"file:///etc/passwd - ../../x\n"}, "“fetch.txt” names a place outside the bag"),
    ],
)
def test_what_strict_programs_refuse_is_told(tmp_path, changes, told):
    files = {name: data for name, data in (bag({"plan.pdf": b"plan"}) | changes).items() if data is not None}
    [portfolio] = find_portfolios(folder_of(tmp_path / "bag", files)).portfolios
    assert [item.file.name for item in portfolio.items] == ["plan.pdf"]
    assert any(told in warning for warning in portfolio.warnings), portfolio.warnings
