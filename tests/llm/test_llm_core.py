"""Records, tokens, scripts, cassettes, budgets, retries and the texts that name a model. No network."""

from __future__ import annotations

import asyncio
import sys
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from claimwright.core.errors import ConfigError, InputError, MissingExtraError, NotFoundError
from claimwright.llm import (
    Budget,
    BudgetError,
    CassetteError,
    ChatModel,
    Metered,
    ModelError,
    Price,
    Recorder,
    Replayer,
    Reply,
    Request,
    Retrying,
    RetryPolicy,
    ScriptedModel,
    TransientModelError,
    Usage,
    count_request,
    count_tokens,
    open_model,
    price_from_settings,
    schema_for,
    system,
    user,
)


class Inner(msgspec.Struct):
    a: int


class Outer(msgspec.Struct):
    items: list[Inner]


ASK = Request((system("Be brief."), user("Hi")))


def test_every_model_meets_the_protocol(tmp_path: Path) -> None:
    (tmp_path / "c.jsonl").write_bytes(b"")
    inner = ScriptedModel(["x"])
    models = [
        inner,
        Recorder(inner, tmp_path / "c.jsonl"),
        Replayer(tmp_path / "c.jsonl"),
        Retrying(inner),
        Metered(inner, Budget()),
    ]
    assert all(isinstance(model, ChatModel) for model in models)


def test_the_key_ignores_the_timeout_and_nothing_else() -> None:
    assert ASK.key == msgspec.structs.replace(ASK, timeout_s=1.0).key
    for change in ({"seed": 1}, {"max_tokens": 9}, {"temperature": 1.0}, {"messages": (user("Hi"),)}):
        assert msgspec.structs.replace(ASK, **change).key != ASK.key


def test_the_key_is_the_same_in_every_run() -> None:
    assert ASK.key == "870d304d1f2f11bf78767b5f40f13301f0c420d74ee72a0caaac0d9a6fc35e53"


class Pieces:
    def __init__(self, ids: int) -> None:
        self.ids = list(range(ids))

    def encode(self, sequence: str, *, add_special_tokens: bool) -> Pieces:
        assert not add_special_tokens
        return Pieces(len(sequence))


@given(st.text(max_size=80))
def test_tokens_are_the_larger_of_pieces_and_a_quarter_of_the_bytes(text: str) -> None:
    by_bytes = -(-len(text.encode("utf-8", "surrogatepass")) // 4)
    assert count_tokens(text) == by_bytes
    assert count_tokens(text, Pieces(0)) == max(by_bytes, len(text))


def test_a_request_counts_its_schema() -> None:
    assert count_request(msgspec.structs.replace(ASK, output=schema_for(Inner))) > count_request(ASK) > 8


def test_schemas_are_closed_and_without_references() -> None:
    schema = schema_for(Outer).schema
    assert "$ref" not in str(schema)
    assert schema["required"] == ["items"]
    assert schema["properties"]["items"]["items"] == {
        "type": "object",
        "properties": {"a": {"type": "integer"}},
        "required": ["a"],
        "additionalProperties": False,
    }


def test_a_script_plays_in_order_and_then_says_that_it_is_over() -> None:
    model = ScriptedModel(["one", Reply("two", usage=Usage(5, 6))])
    assert [model.complete(ASK).content, model.complete(ASK).usage] == ["one", Usage(5, 6)]
    with pytest.raises(ModelError, match="once more"):
        model.complete(ASK)
    assert model.requests == [ASK, ASK, ASK]


def test_a_function_plays_the_model_in_an_event_loop_too() -> None:
    model = ScriptedModel(lambda request: request.messages[-1].content.upper())
    assert asyncio.run(model.acomplete(ASK)).content == "HI"


def test_a_script_file_names_its_bad_line(tmp_path: Path) -> None:
    path = tmp_path / "s.jsonl"
    path.write_text('{"content": "one"}\n\n{"content": 2}\n')
    with pytest.raises(InputError) as raised:
        open_model(f"scripted:{path}")
    assert ":3" in str(raised.value.where)
    path.write_text('{"content": "one"}\n')
    assert open_model(f"scripted:{path}").complete(ASK).content == "one"


def test_a_cassette_replays_what_was_recorded_and_nothing_else(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    script = tmp_path / "s.jsonl"
    script.write_text('{"content": "one"}\n{"content": "two"}\n')
    recorder = open_model(f"record:{tape}+scripted:{script}")
    first = recorder.complete(ASK)
    asyncio.run(recorder.acomplete(msgspec.structs.replace(ASK, seed=2)))
    replayer = open_model(f"replay:{tape}")
    assert replayer.complete(ASK) == first
    assert asyncio.run(replayer.acomplete(msgspec.structs.replace(ASK, seed=2))).content == "two"
    with pytest.raises(CassetteError, match="holds no reply"):
        replayer.complete(msgspec.structs.replace(ASK, seed=3))
    assert b"Be brief" not in tape.read_bytes()


def test_a_cassette_keeps_requests_where_asked(tmp_path: Path) -> None:
    tape = tmp_path / "tape.jsonl"
    Recorder(ScriptedModel(["one"]), tape, keep_requests=True).complete(ASK)
    assert b"Be brief" in tape.read_bytes()
    assert Replayer(tape).complete(ASK).content == "one"


PRICE = Price(Decimal("0.15"), Decimal("0.60"))


@pytest.mark.parametrize(
    ("budget", "limit"),
    [
        (Budget(calls=2), "calls"),
        (Budget(tokens=2100), "tokens"),
        (Budget(cost=Decimal("0.00063"), price=PRICE), "cost"),
        (Budget(per_hour=2), "per_hour"),
    ],
)
def test_the_first_call_beyond_the_budget_is_refused_before_it_is_sent(budget: Budget, limit: str) -> None:
    inner = ScriptedModel(lambda _: Reply("x", usage=Usage(1000, 40)))
    model = Metered(inner, budget, clock=lambda: 0.0)
    with pytest.raises(BudgetError) as raised:
        for _ in range(9):
            model.complete(ASK)
    assert raised.value.limit == limit
    assert len(inner.requests) in (1, 2)
    assert "allows" in str(raised.value)


def test_the_hour_slides() -> None:
    now = [0.0]
    model = Metered(ScriptedModel(lambda _: "x"), Budget(per_hour=2), clock=lambda: now[0])
    for now[0] in (0.0, 1800.0):
        model.complete(ASK)
    with pytest.raises(BudgetError, match="wait 1800 s"):
        model.complete(ASK)
    now[0] = 3600.0
    model.complete(ASK)


def test_concurrency_is_refused_beyond_its_limit() -> None:
    inner: list[Metered] = []

    def nested(request: Request) -> str:
        inner[0].complete(request)
        return "never"

    inner.append(Metered(ScriptedModel(nested), Budget(concurrency=1)))
    with pytest.raises(BudgetError) as raised:
        inner[0].complete(ASK)
    assert raised.value.limit == "concurrency"


def test_the_cost_is_exact_and_failures_cost_their_input() -> None:
    def play(request: Request) -> Reply:
        if request.seed:
            raise TransientModelError("down", status=503)
        return Reply("x", usage=Usage(1000, 200))

    model = Metered(ScriptedModel(play), Budget(price=PRICE))
    model.complete(ASK)
    assert model.spent.cost == Decimal("0.00027")
    with pytest.raises(TransientModelError):
        asyncio.run(model.acomplete(msgspec.structs.replace(ASK, seed=1)))
    assert (model.spent.calls, model.spent.failures) == (2, 1)
    assert model.spent.input_tokens == 1000 + count_request(ASK)


def test_a_cost_limit_without_a_price_is_refused() -> None:
    with pytest.raises(ConfigError):
        Budget(cost=Decimal(1))


def test_the_price_may_come_from_the_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMWRIGHT_LLM_PRICE", raising=False)
    assert price_from_settings() is None
    monkeypatch.setenv("CLAIMWRIGHT_LLM_PRICE", "0.15,0.60")
    assert price_from_settings() == PRICE
    for wrong in ("cheap", "1", "1,2,3"):
        monkeypatch.setenv("CLAIMWRIGHT_LLM_PRICE", wrong)
        with pytest.raises(ConfigError, match="is no price"):
            price_from_settings()


class Clock:
    def __init__(self) -> None:
        self.now, self.waits = 0.0, list[float]()

    def sleep(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.now += seconds

    async def asleep(self, seconds: float) -> None:
        self.sleep(seconds)


def _failing(times: int, retry_after: float | None = None) -> ScriptedModel:
    left = [times]

    def play(_: Request) -> str:
        left[0] -= 1
        if left[0] >= 0:
            raise TransientModelError("down", status=503, retry_after=retry_after)
        return "up"

    return ScriptedModel(play)


def _retrying(model: ScriptedModel, clock: Clock, policy: RetryPolicy) -> Retrying:
    return Retrying(model, policy, sleep=clock.sleep, asleep=clock.asleep, clock=lambda: clock.now, chance=lambda: 1.0)


@pytest.mark.parametrize("asynchronous", [False, True])
def test_back_off_doubles_up_to_its_cap(asynchronous: bool) -> None:
    clock = Clock()
    model = _retrying(_failing(4), clock, RetryPolicy(attempts=5, base_s=1, cap_s=4))
    reply = asyncio.run(model.acomplete(ASK)) if asynchronous else model.complete(ASK)
    assert (reply.content, clock.waits) == ("up", [1, 2, 4, 4])


def test_attempts_end() -> None:
    clock, script = Clock(), _failing(9)
    with pytest.raises(TransientModelError):
        _retrying(script, clock, RetryPolicy(attempts=3)).complete(ASK)
    assert len(script.requests) == 3


def test_a_wait_beyond_the_deadline_is_not_begun() -> None:
    clock, script = Clock(), _failing(9, retry_after=300)
    with pytest.raises(TransientModelError):
        _retrying(script, clock, RetryPolicy(deadline_s=60)).complete(ASK)
    assert (clock.waits, len(script.requests)) == ([], 1)


def test_the_last_attempt_gets_what_is_left_of_the_deadline() -> None:
    clock, script = Clock(), _failing(1, retry_after=50)
    _retrying(script, clock, RetryPolicy(deadline_s=60)).complete(ASK)
    assert [request.timeout_s for request in script.requests] == [60, 10]


@pytest.mark.parametrize("asked", [float("nan"), float("inf"), -5.0])
def test_a_senseless_retry_after_is_ignored(asked: float) -> None:
    clock = Clock()
    _retrying(_failing(1, asked), clock, RetryPolicy(base_s=1)).complete(ASK)
    assert clock.waits == [1]


BAD_SPECS = [
    "gpt-x",
    "openai:",
    "openai:@http://127.0.0.1/v1",
    "anthropic:x@http://127.0.0.1/v1",
    "record:only-a-file",
    "openai:x@http://user:secret@127.0.0.1/v1",
    "openai:x@https://h.example/v1?key=1",
    "openai:x@http://h.example/v1",
]


@pytest.mark.parametrize("spec", BAD_SPECS)
def test_a_text_that_names_no_model_is_a_clear_error(spec: str) -> None:
    with pytest.raises(ConfigError) as raised:
        open_model(spec)
    assert raised.value.fix
    assert "secret" not in raised.value.what.replace("a secret", "")


def test_a_missing_file_is_a_clear_error(tmp_path: Path) -> None:
    for kind in ("scripted", "replay"):
        with pytest.raises(NotFoundError):
            open_model(f"{kind}:{tmp_path / 'none.jsonl'}")


def test_without_the_extra_the_error_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pydantic_ai", None)
    monkeypatch.delitem(sys.modules, "claimwright.llm.adapter", raising=False)
    with pytest.raises(MissingExtraError, match=r"pydantic-ai-slim"):
        open_model("openai:x@http://127.0.0.1:9/v1")


def test_importing_the_package_loads_no_provider() -> None:
    import subprocess

    heavy = ("pydantic_ai", "openai", "httpx2")
    code = f"import sys, claimwright.llm; print([m for m in {heavy} if m in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
