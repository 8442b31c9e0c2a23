#pragma once

#include "refusal_words.h"

#include "gateway/exchange/snapshot/required_capabilities.h"

namespace gateway::exchange {

/// Whether a host refuses tools of a request for what they are: its chat may do with the others.
enum class ToolRefusal {
    None,
    Possible, ///< it says no more than that the request is invalid, or speaks of tools in words that do not tell what is wrong
    Certain,
};

/// Whether `refusal` is of a tool that is no function. A mistake within a tool of a type that the host takes, or within a function,
/// is the client's, which is to hear of it; so are limits, plans and a host that fails while it runs the tool.
/// Sources: pydantic, errors of unions ("Input should be 'function'", "Input tag ... does not match any of the expected tags",
/// ["body","tools",1,"type"]); zod ("Invalid discriminator value. Expected 'function'"); serde ("unknown variant", "missing field");
/// nlohmann/json ("[json.exception.out_of_range.403] key 'input_schema' not found"), which ggml-org/llama.cpp passes on with 500;
/// docs.claude.com, "Tool use" ("does not support tool types"); openai/codex, issue 12114 (OpenRouter's "Invalid Responses API
/// request"). Read 2026-11-28.
ToolRefusal toolRefusal(const RefusalWords& refusal, const RequestTools& tools);

} // namespace gateway::exchange
