"""The one thing a language model must be able to do."""

from __future__ import annotations

from typing import Protocol, runtime_checkable

from claimwright.llm.records import Reply, Request


@runtime_checkable
class ChatModel(Protocol):
    """Answers a request, in a thread (`complete`) or in an event loop (`acomplete`); both are thread-safe.

    Raises `ModelError` where there is no reply: `TransientModelError` when a later call may succeed.
    A refusal by the model is a reply whose `stop` is `refusal`.
    """

    @property
    def name(self) -> str:
        """The model's name for reports; carries no secret."""
        ...

    def complete(self, request: Request) -> Reply: ...

    async def acomplete(self, request: Request) -> Reply: ...
