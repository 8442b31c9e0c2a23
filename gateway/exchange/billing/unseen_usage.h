#pragma once

#include "gateway/core/clock.h"
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

/// What an attempt may use at most.
struct MostUsage {
    Tokens input{};
    Tokens output{};
    double speed = 0; ///< output tokens per second that the model reaches, including the wait for the first one; 0: unknown
};

/// Adds to the usage of a cut-off answer what its provider may charge in addition to what arrived: of a stream, what the
/// model could generate before the provider noticed; of a whole answer, all that it may have had. Never more than `most`.
/// Returns the output added. Pure.
Tokens addUnseen(protocol::TokenUsage& tokens, const CutAnswer& cut, const MostUsage& most);

/// Lowers what was estimated here to what an attempt can have used. Pure.
void capEstimate(protocol::TokenUsage& tokens, const MostUsage& most);

} // namespace gateway::exchange
