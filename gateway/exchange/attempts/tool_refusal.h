#pragma once

#include "refusal_words.h"

#include "gateway/exchange/snapshot/required_capabilities.h"

namespace gateway::exchange {

/// Whether a host refuses a request because of the types of its tools, while its chat API may accept the others.
enum class ToolRefusal {
    None,
    Possible, ///< it only says that the request is invalid, or mentions tools without saying what is wrong
    Certain,
};

/// Whether `refusal` is about a tool that is not a function. A mistake in a function, or in a tool of a type that the
/// host accepts, is the client's and is passed on to it; so are limits, plans and a host that fails while it runs the
/// tool. Sources: pydantic, errors of unions ("Input should be 'function'", "Input tag ... does not match any of the
/// expected tags", ["body","tools",1,"type"]); zod ("Invalid discriminator value. Expected 'function'"); serde
/// ("unknown variant", "missing field"); nlohmann/json ("[json.exception.out_of_range.403] key 'input_schema' not
/// found"), which ggml-org/llama.cpp passes on with 500; docs.claude.com, "Tool use" ("does not support tool types");
/// openai/codex, issue 12114 (OpenRouter's "Invalid Responses API request"). Read 2026-11-28.
ToolRefusal toolRefusal(const RefusalWords& refusal, const RequestTools& tools);

} // namespace gateway::exchange
