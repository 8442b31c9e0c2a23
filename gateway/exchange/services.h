#pragma once

#include "snapshot.h"

#include "gateway/core/clock.h"
#include "gateway/core/ids.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/http/upstream/upstream.h"
#include "gateway/protocol/openai_chat_reader.h"
#include "gateway/protocol/openai_chat_request.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/health/health.h"
#include "gateway/usage/live_board.h"

#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gateway::exchange {

/// What exchanges share. Gateway thread.
struct Services {
    const Clock& clock;
    TimerWheel& wheel;
    http::UpstreamPool& pool;
    usage::LiveBoard& board;
    routing::Balancer& balancer;
    routing::Health& health;
    protocol::OpenAiChatRequestReader requestReader;
    protocol::OpenAiChatReader answerReader;
    IdSource ids;
    std::mt19937_64 random;
    std::string instanceId;      ///< of this gateway, against loops
    bool isPaused = false;
    bool isStopping = false;
    std::shared_ptr<const Snapshot> snapshot; ///< for the next exchange
};

} // namespace gateway::exchange
