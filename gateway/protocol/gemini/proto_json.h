#pragma once

#include "gateway/protocol/conversation/body_node.h"

#include <string>
#include <string_view>

namespace gateway::protocol::gemini {

// Names of fields come in two spellings, maxOutputTokens and max_output_tokens; what we
// write is in the first. Source: Protocol Buffers, "ProtoJSON format". Read 2026-11-21.

/// "max_output_tokens" as "maxOutputTokens"; anything else as it is.
std::string camelName(std::string_view name);

/// Which names `request` has in the other spelling, but for what belongs to the client itself: schemas, arguments, results, labels.
Spellings spellingsIn(const Json& request);

/// The field `camel` of `node` in either spelling.
BodyNode field(const BodyNode& node, std::string_view camel);
/// The same in JSON of which nothing is known; null: not there.
const Json* field(const Json& json, std::string_view camel);

/// Visits a list; a lone value counts as a list of it, as Google's reader has it.
template <class Visit> void eachOf(const BodyNode& node, Visit visit)
{
    if (node.isThere() && !node.isArray())
        visit(node);
    else
        node.each(visit);
}

} // namespace gateway::protocol::gemini
