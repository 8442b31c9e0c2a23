#pragma once

#include "gateway/core/clock.h"
#include "gateway/policy/limits/target_demand.h"
#include "gateway/protocol/token_usage.h"

namespace gateway::exchange {

/// How far the answer of an attempt had come when it was cut off: its client left, another attempt was sooner, its time
/// was up, or its connection broke.
struct CutAnswer {
    bool isStream = false;
    bool isBehind = false; ///< more of it was waiting to be read
    Milliseconds sinceRequest{0};
    Milliseconds sinceFirstToken{-1}; ///< -1: there was none
};

/// Adds to the usage of a cut-off answer what its provider may charge in addition to what arrived: of a stream, what the
/// model could generate before the provider noticed; of a whole answer, all that it may have had. Never more than `most`.
/// Returns the output added. Pure.
Tokens addUnseen(protocol::TokenUsage& tokens, const CutAnswer& cut, const policy::AttemptBound& most);

/// Sets a usage that will never be known to all that was reserved, unless that is nothing. Pure.
void addAll(protocol::TokenUsage& tokens, const policy::AttemptBound& most);

/// Lowers what was estimated here to what an attempt can have used. Pure.
void capEstimate(protocol::TokenUsage& tokens, const policy::AttemptBound& most);

} // namespace gateway::exchange
