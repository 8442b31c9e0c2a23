#pragma once

#include "gateway/core/json/json.h"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::protocol::responses {

// Makes a kept response and its request the earlier part of the next request. Works on bodies in the form that clients
// send. No I/O; any thread.

/// One exchange in its kept form.
struct KeptTurn {
    const Json* input = nullptr; ///< items that were new in that request
    const Json* output = nullptr; ///< items of the answer
};

/// The items of a request's `input`; a text becomes one message. Each item gets an id if it has none, derived from
/// `idBase`: "msg_<idBase>_in0". References are unchanged.
Json inputItemsOf(const Json& requestBody, const std::string& idBase);

/// `body` with the history before its input and without `previous_response_id`. `instructions` of earlier requests are
/// ignored. Source: OpenAI API reference, "instructions".
Json continuedInput(const std::vector<KeptTurn>& chain, Json body);

/// Whether the input refers to items by id only.
bool hasReferences(const Json& body);
/// Replaces references by their items; those for which `find` returns null stay.
Json withItems(Json body, const std::function<const Json*(std::string_view id)>& find);

/// The answer to POST /v1/responses/input_tokens.
/// Source: openai/openai-node src/resources/responses/input-tokens.ts; read 2026-11-22.
Json responsesTokenCount(std::int64_t inputTokens);

/// The query of GET /v1/responses/{id}/input_items.
struct ItemsQuery {
    std::size_t limit = 20; ///< 1 to 100
    bool isAscending = false;
    std::string after; ///< an id; the list begins after it
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
