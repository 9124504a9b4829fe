"""`consult analyse` answers in words, whatever it is given."""

import json

import pytest
from click.testing import CliRunner

from consult.cli.analyse import analyse
from tests.analysis.conversations import two_camps

HEADING = "participant,statement,vote\n"


def run(*arguments):
    return CliRunner().invoke(analyse, [str(one) for one in arguments])


@pytest.fixture
def votes(tmp_path):
    stances, _camp = two_camps(people=30, statements=10)
    told = zip(stances.rows(), stances.columns, stances.votes, strict=True)
    lines = [f"person {who},s{what},{how}" for who, what, how in told]
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + "\n".join(lines) + "\n")
    return path


def test_a_result_is_written_and_computed_again(votes, tmp_path):
    out = tmp_path / "result.json"
    (tmp_path / "hidden.txt").write_text("s3\nnever asked\n")
    (tmp_path / "groups.csv").write_text(
        "participant,group\nperson 1,odd\nperson 2,even\nzoe,odd\n"
    )

    ran = run(
        "opinion", votes, "--json", out,
        "--moderated", tmp_path / "hidden.txt", "--groups", tmp_path / "groups.csv",
    )  # fmt: skip
    result = json.loads(out.read_text())

    assert ran.exit_code == 0
    assert "hidden.txt names 1 on which there is no vote: never asked" in ran.stderr
    assert result["statements"] == sorted(f"s{number}" for number in range(10))
    assert result["moderated"] == ["s3"]
    assert [group["id"] for group in result["groups"]] == ["even", "odd"]
    assert len(result["participants"]["projections"]) == 30
    assert "every number is the same" in run("--verify", out).output


def test_a_result_that_was_changed_is_told(votes, tmp_path):
    out = tmp_path / "result.json"
    run("opinion", votes, "--json", out, "--unjudged")
    result = json.loads(out.read_text())
    result["consensus"][0] += 0.01
    out.write_text(json.dumps(result))

    ran = run("--verify", out)

    assert ran.exit_code == 1
    assert "consensus[0]" in ran.stderr

    votes.write_text(votes.read_text() + "late,s1,1\n")
    assert "no longer those of this result" in run("--verify", out).output


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (b"", "cannot be found"),
        (b"who,what\n1,2\n", "participant, statement, vote cannot be found"),
        (HEADING.encode(), "no vote that can be read"),
        (HEADING.encode() + b"1,2,3\n", "a vote is 1, 0 or -1"),
        (HEADING.encode() + b"\xff\xfe,2,1\n", "not a text in UTF-8"),
        (b"participant,statement,vote,time\na,b,1,yesterday\n", "its moment cannot be read"),
        (HEADING.encode() + b",b,1\n", "who and what are short texts"),
    ],
    ids=["empty", "no heading", "no vote", "no such vote", "not text", "no moment", "nobody"],
)
def test_a_file_without_votes_is_refused_in_words(tmp_path, written, said):
    path = tmp_path / "votes.csv"
    path.write_bytes(written)

    ran = run("opinion", path)

    assert ran.exit_code == 1
    assert said in ran.output
    assert "Traceback" not in ran.output


def test_torn_lines_are_left_out_and_told(votes):
    torn = "".join(f"torn{number}\n" for number in range(11))
    votes.write_text(votes.read_text() + torn + '"quoted, never closed\n')

    ran = run("opinion", votes, "--unjudged", "--json", "-")

    assert ran.exit_code == 0
    assert "was left out: it is torn or has too few columns." in ran.stderr
    assert "12 lines of" in ran.stderr
    assert json.loads(ran.stdout)["manifest"]["lines_left_out"] == 12


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (["ada,s1,1"], "Fewer than 15 people"),
        ([f"{who},s1,1" for who in range(20)], "fewer than 7 statements"),
        ([f"{who},{what},1" for who in range(20) for what in range(8)], "All answered alike"),
        (["ada,s1,1", "ada,s1,-1"], "1 stances"),
    ],
    ids=["one person", "one statement", "all alike", "a second vote"],
)
def test_too_little_is_told_in_words(tmp_path, lines, said):
    path = tmp_path / "votes.csv"
    path.write_text(HEADING + "\n".join(lines))

    ran = run("opinion", path)

    assert ran.exit_code == 0
    assert said in ran.output


def test_what_is_no_result_is_not_verified(tmp_path):
    path = tmp_path / "result.json"
    path.write_text("[]")

    assert "not a result with its manifest" in run("--verify", path).output
