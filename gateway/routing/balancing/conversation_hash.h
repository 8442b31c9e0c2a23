#pragma once

#include "gateway/routing/matching/request_facts.h"

#include <cstdint>
#include <string_view>

namespace gateway::routing {

/// What tells one conversation from another, in all of its requests: the session that
/// the client names in a header or in `prompt_cache_key`, else how it began (all up
/// to the user's first message). `scope` keeps those of different routes apart.
std::uint64_t conversationOf(std::string_view scope, const RequestFacts& facts);

} // namespace gateway::routing
