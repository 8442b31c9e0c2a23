#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

// How a response that was kept, and what it was asked, become the earlier part of the next
// request. All of it works on bodies as clients send them. No I/O; any thread.

/// One exchange as it was kept.
struct KeptTurn {
    const Json* input = nullptr; ///< items; what was new in that request
    const Json* output = nullptr; ///< items of the answer
};

/// The items of a request's `input`, a text as one message. Each has an id in the end:
/// its own, or one made of `idBase`: "msg_<idBase>_in0". References stay.
Json inputItemsOf(const Json& requestBody, const std::string& idBase);

/// `body` with the history in front of its input and without `previous_response_id`.
/// `instructions` of earlier requests do not count. Source: OpenAI API reference, "instructions".
Json continuedInput(const std::vector<KeptTurn>& chain, Json body);

/// Whether the input refers to items by their id alone.
bool hasReferences(const Json& body);
/// With the items in the place of their references; those that `find` does not know, for which it gives null, stay.
Json withItems(Json body, const std::function<const Json*(std::string_view id)>& find);

/// The answer to POST /v1/responses/input_tokens.
/// Source: openai/openai-node src/resources/responses/input-tokens.ts; read 2026-11-22.
Json responsesTokenCount(std::int64_t inputTokens);

/// What GET /v1/responses/{id}/input_items is asked.
struct ItemsQuery {
    std::size_t limit = 20; ///< 1 to 100
    bool isAscending = false;
    std::string after; ///< an id; the list begins behind it
};

/// The answer: {"object": "list", "data", "first_id", "last_id", "has_more"}.
Json inputItemsList(const Json& items, const ItemsQuery& query);
/// The answer to DELETE /v1/responses/{id}.
Json deletedResponse(const std::string& id);

} // namespace gateway::protocol::responses

namespace gateway::protocol {

using responses::continuedInput;
using responses::deletedResponse;
using responses::hasReferences;
using responses::inputItemsList;
using responses::inputItemsOf;
using responses::ItemsQuery;
using responses::KeptTurn;
using responses::responsesTokenCount;
using responses::withItems;

} // namespace gateway::protocol
