#pragma once

#include "missing_endpoints.h"

#include "gateway/core/clock.h"
#include "gateway/core/ids.h"
#include "gateway/exchange/admission/client_identity.h"
#include "gateway/exchange/billing/late_usage.h"
#include "gateway/exchange/billing/token_counter.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/http/body_budget.h"
#include "gateway/http/connection_ends.h"
#include "gateway/http/upstream/upstream.h"
#include "gateway/loop/deferred_calls.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/loop/wait.h"
#include "gateway/loop/workers.h"
#include "gateway/policy/loop_book.h"
#include "gateway/protocol/conversation/reasoning_memory.h"
#include "gateway/protocol/metering/openai_chat_reader.h"
#include "gateway/policy/limits/limit_book.h"
#include "gateway/protocol/request_outline.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/routing/balancing/balancer.h"
#include "gateway/routing/health/health.h"
#include "gateway/routing/key_meters.h"
#include "gateway/routing/refusal_texts.h"
#include "gateway/usage/live_board.h"
#include "gateway/usage/process_name.h"
#include "gateway/usage/record_pool.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <random>
#include <string>
#include <vector>

namespace gateway::exchange {

/// Finds the program at the other end of a connection on this machine; returns at once, the name is filled in later.
using FindProcess = std::function<std::shared_ptr<const usage::ProcessName>(const http::ConnectionEnds&)>;

/// Calls `told` on the gateway thread once the name of a program that `FindProcess` has returned is known, and hurries
/// its look-up.
using AwaitProcess = std::function<void(const std::shared_ptr<const usage::ProcessName>& process, std::function<void()> told)>;

/// Finds the user who owns the other end of a connection on this machine. Blocks for microseconds.
using FindUser = std::function<PeerUser::Answer(const http::ConnectionEnds&)>;

/// The metrics that a request to `/metrics` waits for. Gateway thread.
struct MetricsReply {
    bool isOpenMetrics = false;   ///< whether OpenMetrics is requested
    std::int64_t inFlight = 0;    ///< exchanges in progress at the time of the request
    bool isReady = false;
    std::string contentType;
    std::string text;
    WaitPoint news;
};

/// Has the reply filled in; it returns through `metricsReady()`.
using AskMetrics = std::function<void(std::shared_ptr<MetricsReply>)>;
void metricsReady(MetricsReply& reply, std::string contentType, std::string text);

class Shadows;

/// The gateway thread and its helpers.
struct LoopServices {
    const Clock& clock;
    TimerWheel& wheel;
    DeferredCalls& deferred; ///< work that nobody waits for: showing exchanges in progress, sending and clearing away copies for comparison
    std::unique_ptr<Workers> workers = {}; ///< for work that would take too long in this thread
    http::BodyBudget* budget = nullptr; ///< of all bodies
};

/// What upstream requests need.
struct UpstreamServices {
    http::Upstreams& pool;
    std::string instanceId = {}; ///< of this gateway, to detect loops
    MissingEndpoints missing = {}; ///< learned from refusals
    bool tracesExchanges = false; ///< spans of exchanges are exported, and upstream spans become their children
};

/// What targets are chosen with.
struct RoutingServices {
    routing::Balancer balancer;
    routing::Health& health;
    routing::RefusalTexts refusals = {};
    std::mt19937_64 random = {};
    routing::KeyMeters keyMeters = {};
};

/// What reads requests and answers, and what is kept of them.
struct ProtocolServices {
    protocol::RequestOutlineReader requestReader = {};
    protocol::OpenAiChatReader answerReader = {};
    protocol::ReasoningMemory reasoning = {}; ///< from answers that passed through this gateway
    protocol::ResponseStore responses = {};   ///< that clients may come back to, if no provider stores them
};

/// What policies share between exchanges.
struct PolicyServices {
    policy::LoopBook loops = {};
};

/// What the records of exchanges need.
struct UsageServices {
    usage::LiveBoard& board;
    LateUsage late{board};
    usage::RecordPool records = {};
    IdSource ids = {};
    std::unique_ptr<TokenCounter> counter = {}; ///< null: when the gateway ends
    policy::LimitBook* limits = nullptr; ///< null: no limit is enforced
};

/// What the gateway needs its program for.
struct CallerServices {
    FindProcess findProcess = {}; ///< may be empty
    AwaitProcess awaitProcess = {}; ///< may be empty
    FindUser findUser = {}; ///< empty: this system does not report it
    AskMetrics askMetrics = {}; ///< may be empty
    bool hasWarnedOfRemote = false; ///< that a loopback caller was not accepted as local
};

/// The state of the gateway.
struct GatewayState {
    bool isPaused = false;
    bool isStopping = false;
    std::shared_ptr<const Snapshot> snapshot = {}; ///< for new exchanges
    std::vector<std::weak_ptr<WaitPoint>> awaitingKeys = {}; ///< woken by the first snapshot with keys
    Shadows* shadows = nullptr; ///< null: no request is copied for comparison
};

/// What exchanges share, by purpose, so that each user takes only the part it needs. Gateway thread.
struct Services : LoopServices, UpstreamServices, RoutingServices, ProtocolServices, UsageServices, CallerServices, GatewayState, PolicyServices {
};

} // namespace gateway::exchange
