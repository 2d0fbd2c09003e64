"""Who comes in, what they may see and do there, and what is kept of it."""

import contextlib
import datetime as dt
from unittest import mock

from .known import instead_of


@instead_of("kjr.access.rights:find_reach")
def nobody_reaches_all(real):
    from kjr.access.rights import Reach, Role

    return lambda viewer, *asked: Reach.ALL if viewer.role is Role.NOBODY else real(viewer, *asked)


@instead_of("kjr.ui.page:run_page")
def nobody_is_let_in(real):
    from kjr.access.rights import HERE, Role

    return lambda here, page: real(HERE if here.role is Role.NOBODY else here, page)


@instead_of("kjr.ui.gate:recheck_viewer")
def a_page_begins_by_itself(real):
    def recheck_viewer():
        import streamlit as st

        from kjr.ui import gate

        if gate.BEGUN not in st.session_state:
            gate.remember_viewer()
        return real()

    return recheck_viewer


@instead_of("kjr.ui.gate:guard_export")
def the_click_is_not_checked(real):
    def guard_export(what, make, unit=""):
        real(what, make, unit)
        return make

    return guard_export


@instead_of("kjr.ui.gate:authorize_unit")
def any_unit_may_be_chosen(real):
    return lambda unit: real(unit) if unit is None else unit


@instead_of("kjr.ui.gate:select_visible_units")
def all_units_are_offered(_real):
    return list


@instead_of("kjr.ui.gate:sign_in_viewer")
def a_name_that_is_alike_will_do(real):
    def sign_in_viewer(account, code):
        from kjr.ui import live

        units = [unit.name for unit in live.find_app().campaign.units]
        real(next((unit for unit in units if unit[:3] == account[:3]), account), code)

    return sign_in_viewer


@instead_of("kjr.access.rights:require_right")
def nothing_is_required(_real):
    return lambda *_: None


@instead_of("kjr.access.sign_in:is_from_here")
def everybody_is_from_here(_real):
    return lambda _request: True


@instead_of("kjr.access.sign_in:find_client_address")
def a_proxys_word_is_not_heard(_real):
    return lambda request: request.address or "localhost"


@instead_of("kjr.access.sign_in:identify_viewer")
def a_proxy_needs_no_proof(real):
    def identify_viewer(rules, folder, request, *more):
        headers = request.headers | {"x-kjr-proof": rules.proof}
        return real(rules, folder, request._replace(headers=headers), *more)

    return identify_viewer


@instead_of("kjr.access.sign_in:identify_by_claims")
def a_claim_that_is_alike_will_do(real):
    return lambda rules, claims, resolve: real(
        rules, claims, lambda name: resolve(name) or resolve(name[:2])
    )


@instead_of("kjr.access.sign_in:sign_in_account")
def tries_are_counted_afterwards(_real):
    def sign_in_account(folder, account, code, place, now, random):
        from kjr.access import lock_out, passcodes, sessions, sign_in

        holder = passcodes.find_code_holder(folder, account, code)
        lock_out.count_try(folder, account, place, now)
        if holder is None:
            raise sign_in.KjrError(sign_in.WRONG)
        return sessions.begin_session(folder, holder, now, random)

    return sign_in_account


@instead_of("kjr.access.sign_in:sign_in_account")
def an_unknown_name_is_told(real):
    def sign_in_account(folder, account, *more):
        from kjr.access import passcodes, sign_in

        if passcodes.read_code_holder(folder, account) is None:
            raise sign_in.KjrError("没有这个名称")
        return real(folder, account, *more)

    return sign_in_account


@instead_of("kjr.access.lock_out:count_try")
def nobody_is_locked_out(real):
    def count_try(*asked):
        from kjr.access.lock_out import LockedOutError

        with contextlib.suppress(LockedOutError):
            real(*asked)

    return count_try


@instead_of("kjr.access.lock_out:count_try")
def tries_are_counted_in_memory(real):
    tries = {}

    def count_try(*asked):
        from kjr.access import lock_out

        with mock.patch.object(lock_out, "change_facts", lambda *_: contextlib.nullcontext(tries)):
            real(*asked)

    return count_try


@instead_of("kjr.access.lock_out:_limits")
def an_account_is_tried_without_end(real):
    return lambda *asked: {
        key: 10**9 if key.endswith("@") else most for key, most in real(*asked).items()
    }


@instead_of("kjr.access.lock_out:_limits")
def an_address_tries_without_end(real):
    return lambda *asked: {
        key: 10**9 if key.startswith("@") else most for key, most in real(*asked).items()
    }


@instead_of("kjr.access.lock_out:_forgive_with_time")
def tries_are_never_forgotten(_real):
    return lambda times, _passed: times


@instead_of("kjr.access.sign_in:is_address_hidden")
def no_proxy_hides_anybody(_real):
    return lambda _request: False


@instead_of("kjr.ui.gate:SAFE_COOKIE")
def a_note_bears_the_same_name_everywhere(_real):
    return "kjr_note"


@instead_of("kjr.app.records.watch:RecordWatch._forward")
def nothing_is_told_elsewhere(_real):
    return lambda _self, _receiver: None


@instead_of("kjr.access.lock_out:forgive_tries")
def the_address_is_forgiven_too(_real):
    def forgive_tries(folder, *_):
        from kjr.access import lock_out

        with lock_out.change_facts(folder, lock_out.TRIES) as tries:
            tries.clear()

    return forgive_tries


@instead_of("kjr.access.lock_out:forgive_tries")
def a_right_code_forgives_nothing(_real):
    return lambda *_: None


@instead_of("kjr.access.passcodes:find_code_holder")
def an_unknown_name_costs_nothing(real):
    def find_code_holder(folder, name, code):
        from kjr.access import passcodes

        known = passcodes.read_code_holder(folder, name)
        return real(folder, name, code) if known else None

    return find_code_holder


@instead_of("kjr.access.sessions:read_session")
def a_note_needs_no_signature(real):
    def read_session(folder, note, now):
        from kjr.access.sessions import Session, URLSafeSerializer

        _, said = URLSafeSerializer("").loads_unsafe(note)
        return Session(*said) if said else real(folder, note, now)

    return read_session


@instead_of("kjr.access.sessions:read_session")
def a_note_never_expires(real):
    return lambda folder, note, _now: real(folder, note, dt.datetime.fromtimestamp(0, dt.UTC))


@instead_of("kjr.access.sessions:read_session")
def a_note_holds_for_the_next_code_too(real):
    def read_session(folder, *asked):
        from kjr.access import passcodes

        session = real(folder, *asked)
        holder = passcodes.read_code_holder(folder, session.account) if session else None
        return session._replace(mark=holder.mark) if holder else session

    return read_session


@instead_of("kjr.ui.door.wire:has_few_parts")
def a_message_may_have_any_parts(_real):
    return lambda data, kind: True


@instead_of("kjr.ui.door.uploads:MOST")
def uploads_may_hold_anything(real):
    return real * 1000


@instead_of("kjr.state.heads:holds_head")
def any_head_is_there(_real):
    return lambda place, head: True


@instead_of("kjr.state.heads:keep_heads")
def where_a_journal_ended_is_forgotten(_real):
    return lambda place, state: None


@instead_of("kjr.access.sessions:is_session_ended")
def no_session_has_ended(_real):
    return lambda *_: False


@instead_of("kjr.state.journal:Journal.faults")
def a_record_has_no_faults(_real):
    return lambda _journal: ()


@instead_of("kjr.state.engine.connections:OURS_ALONE")
def the_database_is_open_to_others(_real):
    return 0o644


@instead_of("kjr.ui.door.door:Door")
def the_door_stands_open(_real):
    class Door:
        def __init__(self, app):
            self.app = app

        async def __call__(self, *asked):
            await self.app(*asked)

    return Door


@instead_of("kjr.ui.door.subscription:is_calendar_word")
def any_word_will_do(_real):
    return lambda _rules, _folder, _said: True


@instead_of("kjr.access.calendar_word:may_have_word")
def without_a_sign_in_there_is_a_word(_real):
    return lambda _rules: True


@instead_of("kjr.ui.leaders.days.calendar:offer_subscription")
def everybody_gives_out_the_calendar(real):
    def offer_subscription():
        from kjr.ui import gate

        with mock.patch.object(gate, "is_viewer_allowed", lambda *_: True):
            real()

    return offer_subscription


@instead_of("kjr.access.lock_out:_is_known")
def no_browser_is_known(_real):
    return lambda *_: False


@instead_of("kjr.access.sessions:FOREVER")
def what_is_taken_back_comes_back(_real):
    return dt.datetime(2019, 6, 15, tzinfo=dt.UTC).timestamp()


@instead_of("kjr.access.sessions:is_account_ended")
def a_sign_in_elsewhere_goes_on(_real):
    return lambda *_: False


@instead_of("kjr.access.sessions:is_session_idle")
def a_sign_in_that_was_left_goes_on(_real):
    return lambda *_: False


@instead_of("kjr.app.exposure:list_overrides")
def the_environment_is_not_looked_at(_real):
    return lambda _environment: {}


@instead_of("kjr.ui.door.origins:is_said_twice")
def anything_may_be_said_twice(_real):
    return lambda _headers: False


@instead_of("kjr.figures.changes:decode_visit")
def any_year_is_in_the_calendar(real):
    def decode_visit(text):
        from kjr.figures.changes import FORM

        if form := FORM.fullmatch(text):
            dt.datetime.fromtimestamp(int(form[1]), dt.UTC)
        return real(text)

    return decode_visit


@instead_of("kjr.ui.office.sign_ins:select_latest")
def refusals_take_the_whole_list(_real):
    def select_latest(acts):
        from kjr.ui.office.sign_ins import SHOWN

        return acts[: -SHOWN - 1 : -1]

    return select_latest


@instead_of("kjr.state.engine.schema:GUARDS")
def a_purge_opens_every_row(real):
    return {
        engine: tuple(
            each for each in commands if "CREATE TRIGGER acts_are_not_changed" not in each
        )
        for engine, commands in real.items()
    }


@instead_of("kjr.state.journal:digest_body")
def whatever_is_left_of_a_row_will_do(_real):
    class Alike(str):
        __slots__ = ()
        __hash__ = str.__hash__

        def __eq__(self, _other):
            return True

        def __ne__(self, _other):
            return False

    return lambda _body: Alike()


@instead_of("kjr.app.records.purging:purge_traces")
def a_purge_changes_nothing(_real):
    return lambda *_: None


@instead_of("kjr.state.purging:clear_remains")
def what_was_purged_lies_beside(_real):
    return lambda _place: True


@instead_of("kjr.ui.gate:read_real_clock")
def it_is_eight_days_ago(real):
    """No defence is missing then: what is taken back for a week comes back after it."""
    return lambda: real() - dt.timedelta(days=8)
