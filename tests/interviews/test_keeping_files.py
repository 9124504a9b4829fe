"""Audio and scans are kept with a yes, told by their content, and gone on their day."""

from datetime import timedelta
from io import BytesIO

import pytest

from consult.interviews import (
    FileKind,
    Purpose,
    files_of,
    keep_file,
    store_file,
    withdraw_consent,
)
from consult.interviews.commands import delete_file
from consult.interviews.jobs import delete_what_is_due, sweep_recordings
from consult.interviews.media import UnreadableFileError, place_of
from consult.kernel.clock import now, set_clock
from consult.kernel.db import db
from consult.kernel.errors import NotAllowedError, RefusedError
from consult.kernel.jobs import run_due_jobs
from tests.makers.interviews import MP3, a_consent_text, a_scan, an_interview, some_audio


def test_nothing_is_recorded_without_a_yes_and_no_longer_than_it_says(bruno, process):
    silent = an_interview(process, agrees={Purpose.USE})
    with pytest.raises(NotAllowedError, match="being recorded"):
        keep_file(bruno, silent, some_audio())
    interview = an_interview(process, agrees={Purpose.RECORD})

    kept = keep_file(bruno, interview, some_audio())
    sooner = keep_file(bruno, interview, some_audio(), now() + timedelta(days=3))

    assert kept.delete_at > now() + timedelta(days=179)
    assert sooner.delete_at < now() + timedelta(days=4)
    for moment in (now(), now() + timedelta(days=181)):
        with pytest.raises(RefusedError, match="no later"):
            keep_file(bruno, interview, some_audio(), moment)


def test_audio_is_kept_as_long_as_was_said_to_whoever_agreed(bruno, process):
    a_consent_text(process, audio_days=30)
    interview = an_interview(process, agrees={Purpose.RECORD})
    a_consent_text(process, "We keep it longer.", audio_days=300)

    assert keep_file(bruno, interview, some_audio()).delete_at < now() + timedelta(days=31)


def test_audio_goes_when_the_consent_to_it_goes_and_scans_stay(bruno, process):
    interview = an_interview(process, email="", agrees={Purpose.RECORD})
    audio, scan = some_audio(), a_scan()
    keep_file(bruno, interview, audio)
    keep_file(bruno, interview, scan)
    delete_file(bruno, interview, keep_file(bruno, interview, some_audio()))
    delete_file(bruno, interview, files_of(interview)[-1])

    withdraw_consent(bruno, interview, Purpose.RECORD, "by phone")
    db.end_write(keep=True)
    run_due_jobs(outside=True)

    assert not place_of(audio.key).exists()
    assert place_of(scan.key).exists()
    assert [bool(one.deleted_at) for one in files_of(interview)] == [True, False, True]


def test_everything_goes_on_its_day_whoever_forgets_it(bruno, process):
    interview = an_interview(process, agrees={Purpose.RECORD})
    audio = some_audio()
    keep_file(bruno, interview, audio)
    left = some_audio()
    keep_file(bruno, interview, late := a_scan())
    db.end_write(keep=True)
    delete_what_is_due()
    sweep_recordings()
    assert place_of(audio.key).exists()

    set_clock(offset=timedelta(days=181))
    delete_what_is_due()
    sweep_recordings()

    assert not place_of(audio.key).exists()
    assert not place_of(left.key).exists()
    assert place_of(late.key).exists()
    db.forget()
    assert [bool(one.deleted_at) for one in files_of(interview)] == [True, False]


@pytest.mark.parametrize(
    ("head", "kind", "told"),
    [
        (b"\x00\x00\x00\x20ftypM4A ", FileKind.AUDIO, "audio/mp4"),
        (b"OggS", FileKind.AUDIO, "audio/ogg"),
        (b"RIFF\x00\x00\x00\x00WAVE", FileKind.AUDIO, "audio/wav"),
        (b"fLaC", FileKind.AUDIO, "audio/flac"),
        (b"\x1a\x45\xdf\xa3", FileKind.AUDIO, "audio/webm"),
        (b"\xff\xfb\x90", FileKind.AUDIO, "audio/mpeg"),
        (b"\x89PNG\r\n\x1a\n", FileKind.SCAN, "image/png"),
        (b"\xff\xd8\xff", FileKind.SCAN, "image/jpeg"),
    ],
)
def test_a_file_is_told_by_its_content(database, head, kind, told):
    assert store_file(BytesIO(head), "../a\\b.exe", kind).content_type == told


def test_what_is_no_audio_or_too_much_of_it_is_refused(database, monkeypatch):
    with pytest.raises(UnreadableFileError, match="PDF"):
        store_file(BytesIO(MP3), "a.pdf", FileKind.SCAN)
    with pytest.raises(UnreadableFileError, match="MP3"):
        store_file(BytesIO(b""), "a.mp3", FileKind.AUDIO)
    monkeypatch.setattr("consult.interviews.media.MOST_AUDIO_BYTES", 4)
    with pytest.raises(UnreadableFileError, match="larger"):
        store_file(BytesIO(MP3), "a.mp3", FileKind.AUDIO)
    assert not list(place_of("").glob("*.part"))
