#pragma once

#include "bedrock_model_family.h"

#include "gateway/protocol/conversation/body_node.h"
#include "gateway/protocol/conversation/codec.h"

#include <set>
#include <string>

namespace gateway::protocol::bedrock {

/// A request that is being written.
struct RequestTask {
    const Conversation& conversation;
    const WriteTarget& target;
    Losses& losses;
    ModelFamily family = ModelFamily::Other;
    BodyProblem problem; ///< what cannot be dropped without changing the meaning
    std::set<std::string> documents; ///< document names used so far, which must be unique

    /// Claude and Nova support cache points; others reject them. Source: Amazon Bedrock User Guide, "Prompt caching".
    /// Read 2026-11.
    bool knowsCachePoints() const { return family == ModelFamily::Claude || family == ModelFamily::Nova; }
};

} // namespace gateway::protocol::bedrock
