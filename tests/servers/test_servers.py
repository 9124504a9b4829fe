"""The servers that tests rely on are real, and behave when they are killed or stopped."""

import smtplib
from email.message import EmailMessage

import psycopg
import pytest
import redis

from tests.servers.copies import Copies
from tests.servers.postgres import postgres
from tests.servers.valkey import valkey


def connect(url):
    return psycopg.connect(url.replace("+psycopg", ""), autocommit=True)


def test_postgres_is_version_18_with_the_extensions_we_may_use(postgres_url):
    with connect(postgres_url) as connection:
        for extension in ("pg_trgm", "unaccent", "vector"):
            connection.execute(f"CREATE EXTENSION {extension}")
        assert connection.info.server_version // 10_000 == 18


def test_a_database_made_from_a_template_holds_what_the_template_holds(postgres_server):
    def fill(url):
        with connect(url) as connection:
            connection.execute("CREATE TABLE zone AS SELECT 'Adda Martesana' AS name")

    template = postgres_server.create_once("with_a_zone", fill)
    assert postgres_server.create_once("with_a_zone", fill) == template

    with connect(postgres_server.url(postgres_server.create(template))) as connection:
        assert connection.execute("SELECT name FROM zone").fetchone() == ("Adda Martesana",)


@pytest.fixture
def copies(postgres_server):
    """Copies of a template that has a row in one table, and none in another."""

    def fill(url):
        with connect(url) as connection:
            connection.execute("CREATE TABLE zone AS SELECT 'Adda Martesana' AS name")
            connection.execute("CREATE TABLE voice (id serial PRIMARY KEY, words text)")

    return Copies(postgres_server, postgres_server.create_once("with_voices", fill))


def said_in(copies, *statements):
    """Say something in a copy of one's own and give it back; return its name and the answers."""
    name = copies.take()
    with connect(copies.url(name)) as connection:
        said = [connection.execute(one) for one in statements]
        answers = [one.fetchone() for one in said if one.description]
    copies.give_back(written=True)
    return name, answers


def test_a_copy_in_which_somebody_wrote_is_as_good_as_new(copies):
    write = "INSERT INTO voice (words) VALUES ('More trees') RETURNING id"
    name, told = said_in(copies, write, write)
    assert told == [(1,), (2,)]

    again, told = said_in(copies, "SELECT count(*) FROM voice", "SELECT name FROM zone", write)
    assert again == name
    assert told == [(0,), ("Adda Martesana",), (1,)]


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE zone SET name = 'Elsewhere' RETURNING name",
        "DELETE FROM zone RETURNING name",
        "INSERT INTO zone VALUES ('Elsewhere') RETURNING name",
        "WITH gone AS (DELETE FROM zone) INSERT INTO zone VALUES ('Elsewhere') RETURNING name",
        "CREATE TABLE other (id int)",
        "ALTER TABLE voice ADD COLUMN other int",
    ],
)
def test_a_copy_whose_template_was_changed_is_thrown_away(copies, change):
    name, _told = said_in(copies, change)
    other, told = said_in(copies, "SELECT name FROM zone", "SELECT count(*) FROM voice")
    assert other != name
    assert told == [("Adda Martesana",), (0,)]


def test_a_killed_postgres_keeps_what_it_acknowledged():
    with postgres(durable=True) as server:
        with connect(server.url()) as connection:
            connection.execute("CREATE TABLE voice AS SELECT 1 AS id")
        server.kill()
        server.start()
        with connect(server.url()) as connection:
            assert connection.execute("SELECT id FROM voice").fetchone() == (1,)


def test_each_test_finds_valkey_empty(valkey_url):
    with redis.Redis.from_url(valkey_url) as client:
        assert client.dbsize() == 0
        client.set("idea", "a cycle path")
        assert client.get("idea") == b"a cycle path"


def test_a_stopped_valkey_comes_back_on_the_same_port_with_its_data():
    with valkey(durable=True) as server:
        with redis.Redis.from_url(server.url()) as client:
            client.set("idea", "a cycle path")
        server.stop()
        server.start()
        with redis.Redis.from_url(server.url()) as client:
            assert client.get("idea") == b"a cycle path"


def a_letter():
    letter = EmailMessage()
    letter["Subject"], letter["From"], letter["To"] = "Grazie", "a@example.org", "b@example.org"
    letter.set_content("La tua idea è arrivata.")
    return letter


def post(server, letter):
    with smtplib.SMTP("127.0.0.1", server.port, timeout=5) as client:
        client.send_message(letter)


def test_the_mail_server_keeps_letters_as_they_were_written(mail_server):
    post(mail_server, a_letter())

    (letter,) = mail_server.letters
    assert letter["Subject"] == "Grazie"
    assert "è arrivata" in letter.get_content()


def test_the_mail_server_can_refuse_and_can_be_away(mail_server):
    mail_server.answer = "451 Try again later"
    with_refusal = try_to_post(mail_server)
    mail_server.stop()
    while_away = try_to_post(mail_server)
    mail_server.answer = "250 OK"
    mail_server.start()
    post(mail_server, a_letter())

    assert isinstance(with_refusal, smtplib.SMTPDataError)
    assert isinstance(while_away, ConnectionRefusedError)
    assert len(mail_server.letters) == 1


def try_to_post(server):
    try:
        post(server, a_letter())
    except OSError as fault:
        return fault
    return None


def test_chromium_reads_a_page(chromium):
    page = chromium.new_page()
    page.set_content("<h1>Milano metropolitana</h1>")

    assert page.get_by_role("heading").inner_text() == "Milano metropolitana"
    page.close()
