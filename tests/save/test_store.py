"""What is kept comes back; what is finished leaves no draft; who guesses birth dates is stopped."""

from __future__ import annotations

import pysqlite3.dbapi2 as sqlite
import pytest

from intake.save import engine, schema
from intake.save.fault import StoreError
from intake.save.store import FILE, TRIES, Store


def test_the_connection_is_the_one_we_promise(store):
    with store._engine.transaction() as open_:
        said = {name: open_.exec_driver_sql(f"PRAGMA {name}").scalar() for name in ("journal_mode", "synchronous", "secure_delete", "busy_timeout", "trusted_schema", "foreign_keys", "cell_size_check")}
    assert said == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "busy_timeout": 5000, "trusted_schema": 0, "foreign_keys": 1, "cell_size_check": 1}


def test_a_transaction_takes_the_write_lock_at_once(store, tmp_path):
    other = sqlite.connect(tmp_path / "kept" / FILE, timeout=0)
    with store._engine.transaction():
        with pytest.raises(sqlite.OperationalError, match="locked"):
            other.execute("BEGIN IMMEDIATE")


def test_a_draft_comes_back_with_its_log(store, draft):
    store.save_draft(draft(seq=3, words="é😀"))
    assert store.draft("V-1") == draft(seq=3, words="é😀") and store.draft("V-2") is None


def test_an_older_draft_never_replaces_a_newer(store, draft):
    store.save_draft(draft(seq=5))
    store.save_draft(draft(seq=4, words="late"))
    assert store.draft("V-1").seq == 5


def test_finishing_is_one_step_and_can_be_repeated(store, draft, record):
    store.save_draft(draft())
    first = store.keep(record(), ["folder"])
    again = store.keep(record(), ["folder"])
    assert first == again and store.draft("V-1") is None and [k.document_id for k in store.records()] == [first]
    assert [(q.channel, q.state) for q in store.deliveries()] == [("folder", "waiting")]
    assert store.record(first) == record()


def test_an_urgent_document_leaves_while_the_visit_goes_on(store, draft, record):
    store.save_draft(draft())
    store.keep(record(complete=False), ["folder"], ends=False)
    assert store.draft("V-1") is not None and len(store.records()) == 1


def test_a_failed_finish_changes_nothing(store, draft, record, monkeypatch):
    store.save_draft(draft())
    monkeypatch.setattr(store, "_queue", lambda *_: (_ for _ in ()).throw(StoreError("store.io")))
    with pytest.raises(StoreError):
        store.keep(record(), ["folder"])
    assert store.draft("V-1") is not None and store.records() == ()


def test_the_right_birth_date_opens_the_one_draft(store, draft):
    store.save_draft(draft("V-1", birth_date="1991-05-02"))
    store.save_draft(draft("V-2", birth_date="1980-01-01"))
    found = store.resume("1980-01-01")
    assert found.draft.visit_id == "V-2" and found.tries_left == TRIES and store.resumable() == 2


def test_wrong_birth_dates_end_with_staff_also_across_a_restart(store, draft, tmp_path):
    store.save_draft(draft())
    left = [store.resume("1999-09-09").tries_left for _ in range(TRIES - 1)]
    store.close()
    again = Store(tmp_path / "kept")
    assert left == [4, 3, 2, 1] and again.resume("1999-09-09").tries_left == 0
    assert again.resume("1991-05-02").draft is None and [v for v, _ in again.parked()] == ["V-1"]
    again.close()


def test_a_try_counts_before_it_is_looked_at(store, draft, monkeypatch):
    store.save_draft(draft())
    monkeypatch.setattr("intake.save.store._readable", lambda row: (_ for _ in ()).throw(KeyboardInterrupt))
    with pytest.raises(KeyboardInterrupt):
        store.resume("1999-09-09")
    monkeypatch.undo()
    assert store.resume("1999-09-09").tries_left == TRIES - 2


def test_saving_again_does_not_reset_the_count(store, draft):
    store.save_draft(draft())
    store.resume("1999-09-09")
    store.save_draft(draft(seq=2))
    assert store.resume("1999-09-09").tries_left == TRIES - 2


def test_a_draft_without_a_birth_date_is_for_staff(store, draft):
    store.save_draft(draft(birth_date=""))
    assert store.resume("").draft is None and len(store.parked()) == 1 and store.resumable() == 0


def test_twins_are_for_staff(store, draft):
    store.save_draft(draft("V-1"))
    store.save_draft(draft("V-2"))
    assert store.resume("1991-05-02").draft is None and len(store.parked()) == 2


def test_a_damaged_draft_keeps_nobody_else_from_resuming(store, draft):
    store.save_draft(draft("V-1", birth_date="1970-01-01"))
    store.save_draft(draft("V-2"))
    with store._engine.transaction() as open_:
        open_.exec_driver_sql("UPDATE draft SET sealed = x'00' WHERE visit_id = 'V-1'")
    assert store.resume("1991-05-02").draft.visit_id == "V-2" and [v for v, _ in store.parked()] == ["V-1"]
    with pytest.raises(StoreError, match="damaged"):
        store.draft("V-1")


def test_a_swapped_row_is_damage_not_another_patient(store, draft, record):
    store.save_draft(draft("V-1"))
    store.save_draft(draft("V-2"))
    with store._engine.transaction() as open_:
        open_.exec_driver_sql("UPDATE draft SET sealed = (SELECT sealed FROM draft WHERE visit_id='V-1') WHERE visit_id='V-2'")
    with pytest.raises(StoreError, match="damaged"):
        store.draft("V-2")
    one, two = store.keep(record("V-8")), store.keep(record("V-9"))
    with store._engine.transaction() as open_:
        open_.exec_driver_sql(f"UPDATE record SET sealed = (SELECT sealed FROM record WHERE document_id='{one}') WHERE document_id='{two}'")
    with pytest.raises(StoreError, match="damaged"):
        store.record(two)


def test_released_bytes_are_kept_once(store, record):
    document = store.keep(record(), ["folder"])
    assert store.parcel(document) is None
    first = store.keep_parcel(document, "2026-03-16T13:20:00Z", {"a.pdf": b"%PDF\x00\xff"})
    assert first == store.keep_parcel(document, "2027-01-01T00:00:00Z", {"a.pdf": b"other"}) == ("2026-03-16T13:20:00Z", {"a.pdf": b"%PDF\x00\xff"})


def test_a_delivery_is_written_down(store, record):
    document = store.keep(record(), ["folder", "tray"])
    store.note_delivery(document, "folder", "delivered", "outbox.delivered", {"tries": 1})
    folder, tray = store.deliveries(document_id=document)
    assert (folder.state, folder.tries, folder.facts) == ("delivered", 1, {"tries": 1}) and tray.state == "waiting"
    store.queue(document, ["folder"], at="2026-03-17T00:00:00Z")
    assert [q.channel for q in store.deliveries(state="waiting")] == ["tray"]


def test_a_newer_file_is_refused(tmp_path):
    Store(tmp_path).close()
    raw = sqlite.connect(tmp_path / FILE)
    raw.execute("PRAGMA user_version = 99")
    raw.close()
    with pytest.raises(StoreError) as refused:
        Store(tmp_path)
    assert refused.value.key == "store.newer" and refused.value.facts == {"found": 99, "known": len(schema.STEPS)}


def test_an_older_file_grows_step_by_step(tmp_path, draft):
    Store(tmp_path).close()

    def second(connection):
        connection.exec_driver_sql("CREATE TABLE more (n INTEGER)")

    def third(connection):
        connection.exec_driver_sql("ALTER TABLE more ADD COLUMN words TEXT")

    grown = engine.Engine(tmp_path / FILE, (*schema.STEPS, second, third))
    with grown.transaction() as open_:
        assert open_.exec_driver_sql("PRAGMA user_version").scalar() == 3
        open_.exec_driver_sql("INSERT INTO more VALUES (1, 'x')")
    grown.close()


def test_a_step_that_fails_leaves_the_old_file(tmp_path):
    Store(tmp_path).close()

    def broken(connection):
        connection.exec_driver_sql("CREATE TABLE half (n INTEGER)")
        raise StoreError("store.io")

    with pytest.raises(StoreError):
        engine.Engine(tmp_path / FILE, (*schema.STEPS, broken))
    raw = sqlite.connect(tmp_path / FILE)
    assert raw.execute("PRAGMA user_version").fetchone() == (1,)
    assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name='half'").fetchall()


def test_an_old_sqlite_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(engine, "NEEDED", (99, 0, 0))
    with pytest.raises(StoreError, match="store.sqlite"):
        Store(tmp_path)


def test_no_answer_in_an_error(store, draft, record):
    secret = "Zzyzx-the-patient"
    with store._engine.transaction() as open_:
        open_.exec_driver_sql("DROP TABLE draft")
    with pytest.raises(StoreError) as refused:
        store.save_draft(draft(visit_id=secret, words=secret))
    seen, error = str(refused.value), refused.value
    while error:
        seen += repr(error) if not error.__suppress_context__ else repr(error)
        error = error.__cause__
    assert secret not in seen


def test_a_finished_draft_leaves_no_words_behind(tmp_path, draft, record):
    store = Store(tmp_path)
    for seq in range(30):
        store.save_draft(draft(seq=seq, words="CANARY-draft" * 50))
    store.keep(record(words="kept"))
    assert not [f for f in tmp_path.iterdir() if b"CANARY-draft" in f.read_bytes()]
    store.close()


def test_free_room_is_measured_even_before_the_folder_exists(tmp_path):
    assert engine.enough_room(tmp_path / "not" / "yet", 1) and not engine.enough_room(tmp_path, 1 << 60)


def test_killed_between_counting_and_parking_the_count_still_holds(store, draft):
    store.save_draft(draft())
    with store._engine.transaction() as open_:
        open_.exec_driver_sql(f"UPDATE draft SET attempts = {TRIES}")
    assert store.resume("1991-05-02").draft is None and len(store.parked()) == 1


def test_closing_leaves_one_file(tmp_path, draft):
    store = Store(tmp_path)
    store.save_draft(draft())
    store.close()
    assert [f.name for f in tmp_path.iterdir()] == [FILE]
