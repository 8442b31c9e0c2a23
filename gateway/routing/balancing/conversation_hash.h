#pragma once

#include "gateway/routing/matching/request_facts.h"

#include <cstdint>
#include <string_view>

namespace gateway::routing {

/// Identifies the conversation of a request: by the session that the client names in a header or in `prompt_cache_key`,
/// otherwise by its beginning (everything up to the first user message). `scope` separates different routes.
std::uint64_t conversationOf(std::string_view scope, const RequestFacts& facts);

} // namespace gateway::routing
