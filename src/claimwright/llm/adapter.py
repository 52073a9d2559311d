"""The one module that touches `pydantic-ai-slim`: any OpenAI-compatible server, or a provider that it names.

Retries of the packages below are off (`Retrying` owns them), telemetry is off, redirects are not followed,
and no prompt or reply is ever logged or put into an error.
"""

from __future__ import annotations

import asyncio
import logging
import threading
from functools import cache
from typing import Any, cast

from claimwright.core.errors import ConfigError, MissingExtraError
from claimwright.llm.errors import ModelError, TransientModelError
from claimwright.llm.records import ChatMessage, Reply, Request, StopReason, Tool, ToolCall, Usage

try:
    import httpx2
    from openai import AsyncOpenAI
    from pydantic_ai import exceptions, messages
    from pydantic_ai.direct import model_request
    from pydantic_ai.models import Model, ModelRequestParameters, infer_model
    from pydantic_ai.models.openai import OpenAIChatModel
    from pydantic_ai.output import OutputObjectDefinition
    from pydantic_ai.profiles.openai import OpenAIModelProfile
    from pydantic_ai.providers import infer_provider, infer_provider_class
    from pydantic_ai.providers.openai_compatible import OpenAICompatibleProvider
    from pydantic_ai.settings import ModelSettings
    from pydantic_ai.tools import ToolDefinition
except ImportError as _missing:
    raise MissingExtraError("pydantic-ai-slim", "llm") from _missing

CONNECT_S = 10.0
NO_KEY = "none"
_TRANSIENT_STATUS = frozenset({408, 409, 425, 429})
_TRANSIENT = (
    exceptions.ModelRateLimitError,
    exceptions.ModelUnavailableError,
    exceptions.ModelServerError,
    exceptions.ModelConnectionError,
    exceptions.ModelRequestTimeout,
)
_ILL_FORMED = (
    exceptions.AgentRunError,
    exceptions.UserError,
    ValueError,
    TypeError,
    AttributeError,
    LookupError,
)
_STOPS: dict[str | None, StopReason] = {
    "stop": "stop", "length": "length", "content_filter": "refusal",
    "tool_call": "tool_call", "error": "error",
}  # fmt: skip


def open_server(name: str, url: str, key: str | None) -> AdaptedModel:
    """The model `name` behind an OpenAI-compatible `url`."""
    http = httpx2.AsyncClient(follow_redirects=False, timeout=httpx2.Timeout(None, connect=CONNECT_S))
    client = AsyncOpenAI(base_url=url, api_key=key or NO_KEY, max_retries=0, http_client=http)
    older = OpenAIModelProfile(openai_chat_supports_max_completion_tokens=False)
    provider = OpenAICompatibleProvider("server", openai_client=client)
    return AdaptedModel(OpenAIChatModel(name, provider=provider, profile=older), name)


def open_provider(provider: str, name: str, key: str | None) -> AdaptedModel:
    """The model `name` of a provider that pydantic-ai names; without `key` its own variable is read."""

    def build(kind: str) -> Any:
        return cast("Any", infer_provider_class(kind))(api_key=key) if key else infer_provider(kind)

    try:
        return AdaptedModel(infer_model(f"{provider}:{name}", build), f"{provider}:{name}")
    except ImportError as error:
        raise MissingExtraError(f"pydantic-ai-slim[{provider}]", "llm") from error
    except (exceptions.UserError, ValueError, TypeError) as error:
        fix = "name a provider of pydantic-ai and set its key, or use openai:NAME@URL"
        raise ConfigError(f"the model {provider}:{name} cannot be opened", fix=fix, code="LLM-PROVIDER") from error


class AdaptedModel:
    """A pydantic-ai model behind our protocol. All calls run on one event loop in a thread of its own."""

    def __init__(self, model: Model[Any], name: str) -> None:
        self.name = name
        self._model = model
        _silence()

    def complete(self, request: Request) -> Reply:
        return asyncio.run_coroutine_threadsafe(self._call(request), _loop()).result()

    async def acomplete(self, request: Request) -> Reply:
        return await asyncio.wrap_future(asyncio.run_coroutine_threadsafe(self._call(request), _loop()))

    async def _call(self, request: Request) -> Reply:
        try:
            async with asyncio.timeout(request.timeout_s):
                response = await model_request(
                    self._model,
                    [_turn(turn, request) for turn in request.messages],
                    model_settings=_settings(request),
                    model_request_parameters=_parameters(request),
                    instrument=False,
                )
        except TimeoutError:
            raise TransientModelError(f"no full reply within {request.timeout_s:g} s", where=self.name) from None
        except exceptions.ModelAPIError as error:
            raise self._failure(error) from None
        except _ILL_FORMED as error:
            raise self._ill_formed(error) from None
        return _reply(response, self.name)

    def _failure(self, error: exceptions.ModelAPIError) -> ModelError:
        status = error.status_code if isinstance(error, exceptions.ModelHTTPError) else 0
        what = f"the server answered with HTTP {status}" if status else "the server could not be reached or broke off"
        lasting = isinstance(error, exceptions.ModelQuotaExceededError)
        passing = isinstance(error, _TRANSIENT) or status in _TRANSIENT_STATUS or status >= 500
        if passing and not lasting:
            return TransientModelError(what, status=status, retry_after=error.retry_after, where=self.name)
        return ModelError(what, where=self.name, fix=_FIXES.get(status, "check model, URL and key"), code="LLM-HTTP")

    def _ill_formed(self, error: Exception) -> ModelError:
        what = f"the server's answer is no chat completion ({type(error).__name__})"
        fix = "check that the URL is an OpenAI-compatible API and the model supports what is asked"
        return ModelError(what, where=self.name, fix=fix, code="LLM-RESPONSE")


_FIXES = {
    401: "set the key: CLAIMWRIGHT_LLM_KEY_VARIABLE names the environment variable that holds it",
    402: "the account has no credit left",
    403: "the key may not use this model",
    404: "check the model's name and the URL (most servers want it to end in /v1)",
}


def _turn(turn: ChatMessage, request: Request) -> messages.ModelMessage:
    if turn.role == "assistant":
        calls = [messages.ToolCallPart(c.name, c.arguments, c.id) for c in turn.tool_calls]
        text = [messages.TextPart(turn.content)] if turn.content else []
        return messages.ModelResponse(parts=[*text, *calls])
    if turn.role == "system":
        return messages.ModelRequest(parts=[messages.SystemPromptPart(turn.content)])
    if turn.role == "tool":
        name = _tool_of(turn.tool_call_id, request)
        return messages.ModelRequest(parts=[messages.ToolReturnPart(name, turn.content, turn.tool_call_id)])
    return messages.ModelRequest(parts=[messages.UserPromptPart(turn.content)])


def _tool_of(call_id: str, request: Request) -> str:
    return next((c.name for turn in request.messages for c in turn.tool_calls if c.id == call_id), "")


def _settings(request: Request) -> ModelSettings:
    settings = ModelSettings(max_tokens=request.max_tokens, temperature=request.temperature, timeout=request.timeout_s)
    return settings if request.seed is None else cast("ModelSettings", {**settings, "seed": request.seed})


def _parameters(request: Request) -> ModelRequestParameters:
    tools = [_tool(tool) for tool in request.tools]
    if request.output is None:
        return ModelRequestParameters(function_tools=tools)
    shape = OutputObjectDefinition(json_schema=request.output.schema, name=request.output.name, strict=True)
    return ModelRequestParameters(function_tools=tools, output_mode="native", output_object=shape)


def _tool(tool: Tool) -> ToolDefinition:
    return ToolDefinition(name=tool.name, parameters_json_schema=tool.parameters, description=tool.description)


def _reply(response: messages.ModelResponse, name: str) -> Reply:
    calls = tuple(ToolCall(c.tool_call_id, c.tool_name, c.args_as_json_str()) for c in response.tool_calls)
    usage = Usage(response.usage.input_tokens, response.usage.output_tokens)
    stop = _STOPS.get(response.finish_reason, "tool_call" if calls else "stop")
    return Reply(response.text or "", calls, usage, stop, response.model_name or name)


def _silence() -> None:
    """At DEBUG the OpenAI client writes whole requests to its logger; prompts are nobody's log lines."""
    for name in ("openai", "httpcore2", "httpx2"):
        logger = logging.getLogger(name)
        logger.setLevel(max(logger.level, logging.INFO))


@cache
def _loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()
    threading.Thread(target=loop.run_forever, name="claimwright-llm", daemon=True).start()
    return loop
