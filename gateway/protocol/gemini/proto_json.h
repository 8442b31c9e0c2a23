#pragma once

#include "gateway/protocol/conversation/body_node.h"

#include <string>
#include <string_view>

namespace gateway::protocol::gemini {

// Field names have two spellings, maxOutputTokens and max_output_tokens; we write the first. Source: Protocol Buffers,
// "ProtoJSON format". Read 2026-11-21.

/// "max_output_tokens" becomes "maxOutputTokens"; anything else is unchanged.
std::string camelName(std::string_view name);

/// The names that `request` has in the other spelling, except in the client's own data: schemas, arguments, results,
/// labels.
Spellings spellingsIn(const Json& request);

/// The field `camel` of `node` in either spelling.
BodyNode field(const BodyNode& node, std::string_view camel);
/// The same for arbitrary JSON; null if the field does not exist.
const Json* field(const Json& object, std::string_view camel);

/// Visits a list; a single value counts as a list of one, as Google's reader treats it.
template <class Visit> void eachOf(const BodyNode& node, Visit visit)
{
    if (node.isThere() && !node.isArray())
        visit(node);
    else
        node.each(visit);
}

} // namespace gateway::protocol::gemini
