"""The adapter over real HTTP: what is sent, what is read, and every way a server can fail."""

from __future__ import annotations

import asyncio
import json
import logging
from email.utils import formatdate

import msgspec
import pytest

pytest.importorskip("pydantic_ai", reason="the extra llm is not installed")
pytest.importorskip("openai", reason="the extra llm is not installed")

from tests.llm.server import (
    Answer,
    Scripted,
    completion,
    drips,
    fails,
    replies,
    says,
    sends,
    serve,
    truncates,
)

from claimwright.core.errors import ConfigError
from claimwright.llm import (
    ChatMessage,
    ModelError,
    ReplyError,
    Request,
    Retrying,
    RetryPolicy,
    Tool,
    TransientModelError,
    open_model,
    read_reply,
    schema_for,
    system,
    user,
)

SECRET = "Zebulon 4417"
ONCE = RetryPolicy(attempts=1)


class Verdict(msgspec.Struct, forbid_unknown_fields=True):
    answer: str
    sure: bool


def _ask(script: Scripted, request: Request | None = None, policy: RetryPolicy = ONCE):
    model = open_model(f"openai:gpt-x@{script.url}", policy=policy)
    return model.complete(request or Request((system("Be brief."), user(SECRET)), timeout_s=20))


def test_a_request_goes_out_as_the_openai_api_wants_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_LLM_KEY_VARIABLE", "SHOP_KEY")
    monkeypatch.setenv("SHOP_KEY", "k-77")
    with serve(says("yes")) as script:
        reply = _ask(script, Request((system("Be brief."), user("Hi")), max_tokens=55, temperature=0.5, seed=3))
    call = script.calls[0]
    assert call.path == "/v1/chat/completions"
    assert call.headers["authorization"] == "Bearer k-77"
    assert call.json["messages"] == [
        {"role": "system", "content": "Be brief."},
        {"role": "user", "content": "Hi"},
    ]
    assert {k: call.json[k] for k in ("model", "max_tokens", "temperature", "seed")} == {
        "model": "gpt-x",
        "max_tokens": 55,
        "temperature": 0.5,
        "seed": 3,
    }
    assert (reply.content, reply.stop, reply.model, reply.usage.total) == ("yes", "stop", "scripted-1", 18)


def test_without_a_key_no_other_key_of_the_environment_is_sent(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLAIMWRIGHT_LLM_KEY_VARIABLE", raising=False)
    monkeypatch.delenv("CLAIMWRIGHT_LLM_KEY", raising=False)
    monkeypatch.setenv("OPENAI_API_KEY", "sk-not-for-this-server")
    with serve(says("yes")) as script:
        _ask(script)
    assert "sk-not" not in str(script.calls[0].headers)


def test_async_calls_answer_together() -> None:
    async def both(model):
        return await asyncio.gather(*(model.acomplete(Request((user(str(n)),))) for n in range(4)))

    with serve(replies(lambda body: body["messages"][0]["content"])) as script:
        answers = asyncio.run(both(open_model(f"openai:gpt-x@{script.url}")))
    assert [a.content for a in answers] == ["0", "1", "2", "3"]


def test_tools_are_offered_called_and_answered() -> None:
    tool = Tool("look_up", "Finds a code.", {"type": "object", "properties": {"code": {"type": "string"}}})
    called = {
        "id": "t1",
        "type": "function",
        "function": {"name": "look_up", "arguments": '{"code": "CO-45"}'},
    }
    with serve(says(None, finish="tool_calls", tool_calls=[called]), says("it is contractual")) as script:
        first = _ask(script, Request((user("what is CO-45?"),), tools=(tool,)))
        turns = (
            user("what is CO-45?"),
            ChatMessage("assistant", tool_calls=first.tool_calls),
            ChatMessage("tool", "contractual", tool_call_id="t1"),
        )
        second = _ask(script, Request(turns, tools=(tool,)))
    assert first.stop == "tool_call"
    assert [(c.id, c.name, json.loads(c.arguments)) for c in first.tool_calls] == [("t1", "look_up", {"code": "CO-45"})]
    assert script.calls[0].json["tools"][0]["function"]["name"] == "look_up"
    sent = script.calls[1].json["messages"]
    assert sent[1]["tool_calls"][0]["function"] == {
        "name": "look_up",
        "arguments": first.tool_calls[0].arguments,
    }
    assert sent[2] == {"role": "tool", "tool_call_id": "t1", "content": "contractual"}
    assert second.content == "it is contractual"


def test_structured_output_is_asked_for_closed_and_read_back() -> None:
    with serve(says('{"answer": "no", "sure": true}')) as script:
        reply = _ask(script, Request((user("?"),), output=schema_for(Verdict)))
    asked = script.calls[0].json["response_format"]
    assert asked["type"] == "json_schema"
    assert asked["json_schema"]["strict"] is True
    assert asked["json_schema"]["schema"]["additionalProperties"] is False
    assert sorted(asked["json_schema"]["schema"]["required"]) == ["answer", "sure"]
    assert read_reply(reply, Verdict) == Verdict("no", True)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no JSON",
        '{"answer": "no"}',
        '{"answer": 1, "sure": true}',
        '{"answer": "no", "sure": true, "also": 1}',
        '{"answer": "n',
    ],
)
def test_a_reply_of_another_shape_is_refused_without_its_words(content: str) -> None:
    with serve(says(content)) as script, pytest.raises(ReplyError) as raised:
        read_reply(_ask(script, Request((user("?"),), output=schema_for(Verdict))), Verdict)
    assert content == "" or content not in str(raised.value)


def test_a_refusal_is_a_reply_and_no_answer() -> None:
    with serve(says(None, finish="content_filter"), says(None, refusal="I will not.")) as script:
        replies_ = [_ask(script), _ask(script)]
    assert replies_[0].stop == "refusal"
    for reply in replies_:
        with pytest.raises(ReplyError):
            read_reply(reply, Verdict)


def test_an_answer_cut_at_the_limit_is_no_answer() -> None:
    with serve(says('{"answer": "no", "sure": true}', finish="length")) as script:
        reply = _ask(script)
    assert reply.stop == "length"
    with pytest.raises(ReplyError):
        read_reply(reply, Verdict)


TRANSIENT: dict[str, Answer] = {
    "rate": fails(429),
    "server": fails(500),
    "gateway": fails(502),
    "unavailable": fails(503),
    "truncated": truncates("x"),
}
LASTING: dict[str, Answer] = {
    "bad request": fails(400, message=SECRET),
    "key": fails(401),
    "missing": fails(404),
    "malformed": sends(b"{not json"),
    "other shape": sends(json.dumps({"choices": "none"}).encode()),
    "empty": sends(b""),
    "html": sends(b"<html>hello</html>"),
    "no choice": sends(json.dumps({**completion("x"), "choices": []}).encode()),
    "list": sends(b"[1, 2]"),
    "redirect": lambda call: call.send(307, b"", {"Location": "http://127.0.0.1:9/v1/chat/completions"}),
}


@pytest.mark.parametrize("name", TRANSIENT)
def test_what_may_pass_is_transient(name: str) -> None:
    with serve(TRANSIENT[name]) as script, pytest.raises(TransientModelError):
        _ask(script)
    assert len(script.calls) == 1


@pytest.mark.parametrize("name", LASTING)
def test_what_will_not_pass_is_not_tried_again(name: str) -> None:
    with serve(LASTING[name]) as script, pytest.raises(ModelError) as raised:
        _ask(script, policy=RetryPolicy(attempts=3, base_s=0.001))
    assert not isinstance(raised.value, TransientModelError)
    assert len(script.calls) == 1
    assert SECRET not in str(raised.value)


def test_a_server_that_is_not_there_is_transient() -> None:
    with serve(says("x")) as script:
        url = script.url
    with pytest.raises(TransientModelError):
        open_model(f"openai:gpt-x@{url}", policy=ONCE).complete(Request((user("?"),)))


def test_a_slow_drip_ends_at_the_deadline() -> None:
    with serve(drips("x", 0.05)) as script, pytest.raises(TransientModelError, match="no full reply"):
        _ask(script, Request((user("?"),), timeout_s=0.3))


@pytest.mark.parametrize("headers", [{"Retry-After": "7"}, {"retry-after-ms": "7000"}])
def test_retry_after_reaches_the_error(headers: dict[str, str]) -> None:
    with serve(fails(429, headers)) as script, pytest.raises(TransientModelError) as raised:
        _ask(script)
    assert (raised.value.status, raised.value.retry_after) == (429, 7.0)


def test_retry_after_may_be_a_date() -> None:
    later = fails(503, {"Retry-After": formatdate(4102444800, usegmt=True)})
    with serve(later) as script, pytest.raises(TransientModelError) as raised:
        _ask(script)
    assert raised.value.retry_after is not None
    assert raised.value.retry_after > 3600


def test_retries_wait_as_the_server_asks_and_then_succeed() -> None:
    waits: list[float] = []
    with serve(fails(429, {"Retry-After": "3"}), fails(500), truncates("x"), says("done")) as script:
        inner = open_model(f"openai:gpt-x@{script.url}", policy=ONCE)
        model = Retrying(
            inner, RetryPolicy(attempts=5, base_s=1, deadline_s=60), sleep=waits.append, chance=lambda: 0.0
        )
        assert model.complete(Request((user("?"),))).content == "done"
    assert waits == [3.0, 1.0, 2.0]


def test_no_prompt_and_no_reply_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG), serve(says("Marmaduke"), fails(400, message=SECRET)) as script:
        _ask(script)
        with pytest.raises(ModelError):
            _ask(script)
    logged = " ".join(record.getMessage() for record in caplog.records)
    assert SECRET not in logged
    assert "Marmaduke" not in logged


def test_a_provider_that_nobody_knows_is_a_clear_error() -> None:
    with pytest.raises(ConfigError, match="nosuch"):
        open_model("nosuch:model")


def test_a_named_provider_takes_our_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLAIMWRIGHT_LLM_KEY", "k-1")
    assert open_model("openai:gpt-x").name == "openai:gpt-x"


def test_cancelling_an_async_call_ends_it() -> None:
    async def cancelled(url: str) -> None:
        model = open_model(f"openai:gpt-x@{url}", policy=ONCE)
        task = asyncio.create_task(model.acomplete(Request((user("?"),))))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task

    with serve(drips("x", 0.05)) as script:
        asyncio.run(cancelled(script.url))
