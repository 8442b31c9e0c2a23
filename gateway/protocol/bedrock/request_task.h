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
    BodyProblem problem; ///< what cannot be left out without changing the meaning
    std::set<std::string> documents; ///< names given so far: each may stand there once

    /// Claude and Nova know cache points; others refuse them.
    /// Source: Amazon Bedrock User Guide, "Prompt caching". Read 2026-11.
    bool knowsCachePoints() const { return family == ModelFamily::Claude || family == ModelFamily::Nova; }
};

} // namespace gateway::protocol::bedrock
