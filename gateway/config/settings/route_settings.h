#pragma once

#include "policy_settings.h"
#include "provider_settings.h"

#include "gateway/core/money.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// Why an attempt failed; the values of `fallback.on`.
enum class FailureClass {
    RateLimited,
    ServerError,
    Unreachable,
    Timeout,
    KeyRejected,
    BalanceGone,
    ModelMissing,
    Overloaded,
    ContextTooLong,
    ContentFiltered,
    EmptyAnswer,
};
inline constexpr std::size_t kFailureClasses = 11;

/// "rate_limited" and so on.
std::string_view toText(FailureClass failure);
/// In words, marked for translation in the context "Error": "rate limit".
const char* markedWords(FailureClass failure);
std::optional<FailureClass> failureClass(std::string_view text);

/// How a text is compared.
struct TextMatch {
    enum class Kind { Exact, Prefix, Suffix, Regex, Present };
    Kind kind = Kind::Exact;
    std::string text; ///< empty for `Present`

    bool operator==(const TextMatch&) const = default;
};

/// A header or a query parameter, by name.
struct NamedMatch {
    std::string name;
    TextMatch match;

    bool operator==(const NamedMatch&) const = default;
};

/// An alternative of headers or query parameters: all parts must match.
struct NamedGroup {
    NamedGroup() = default;
    NamedGroup(std::string name, TextMatch match)
        : all{{std::move(name), std::move(match)}}
    {
    }
    explicit NamedGroup(std::vector<NamedMatch> parts)
        : all(std::move(parts))
    {
    }

    std::vector<NamedMatch> all; ///< at least one

    bool operator==(const NamedGroup&) const = default;
};

/// Properties of a request: all that are set must match.
struct TraitMatch {
    std::optional<bool> tools = {};  ///< it declares tools
    std::optional<bool> images = {}; ///< one of its messages shows an image
    std::optional<bool> stream = {};
    std::optional<int> inputTokensAbove = {}; ///< estimated, messages and tools

    bool operator==(const TraitMatch&) const = default;
};

/// A time of day.
struct TimeMatch {
    std::vector<std::string> days; ///< "mon" to "sun", the day on which it begins; empty: all
    std::string from = "00:00";
    std::string to = "24:00"; ///< exclusive; before `from`: on the next day
    std::string zone = "local"; ///< or an IANA name

    bool operator==(const TimeMatch&) const = default;
};

/// Predicates of one kind are alternatives; all kinds must match; an empty kind always matches.
struct MatchSettings {
    std::vector<TextMatch> models;
    std::vector<std::string> domains; ///< exact, or "*.name"
    std::vector<TextMatch> paths;
    std::vector<std::string> methods;
    std::vector<NamedGroup> headers;
    std::vector<NamedGroup> query;
    std::vector<std::string> consumers;
    std::vector<TraitMatch> traits;
    std::vector<TimeMatch> times;

    bool operator==(const MatchSettings&) const = default;
};

struct TargetSettings {
    std::string provider;             ///< id of a configured provider
    std::optional<std::string> model; ///< empty: the requested model
    int priority = 0;                 ///< higher first
    int weight = 1;                   ///< 0 and up
    ParameterRules parameters;        ///< override the provider's
    bool first = false;               ///< pinned above all others of the route, whatever their priority

    bool operator==(const TargetSettings&) const = default;
};

/// The order in which targets are tried: higher first; equal ones share the load.
inline std::pair<bool, int> rankOf(const TargetSettings& target) { return {target.first, target.priority}; }

struct BalancerSettings {
    std::string algorithm = "roundrobin"; ///< roundrobin, chash, least_busy, fastest, cheapest, sticky
    std::string hashOn = "header";        ///< vars, header, cookie, consumer, vars_combinations
    std::string key = "x-session-id";
    /// Whether a conversation stays where its prompt cache is warm unless moving saves more than that costs. Empty: with
    /// cheapest and fastest, and where a plan is avoided.
    std::optional<bool> cacheAware;

    bool operator==(const BalancerSettings&) const = default;
};

/// All but `context_too_long` and `content_filtered`.
std::vector<FailureClass> defaultFallbackOn();

struct FallbackSettings {
    std::vector<FailureClass> on = defaultFallbackOn();
    std::vector<int> statuses; ///< 400 to 599, in addition to `on`
    int retries = 0;
    int maxAttempts = 8;
    std::optional<int> deadline_ms;
    std::optional<int> retryOnFailureWithin_ms;
    int backoff_ms = 500;
    std::optional<int> hedgeAfter_ms;
    bool allowDegraded = false;
    bool continuePartial = false;
    std::optional<int> avoidAt; ///< percent, as in `PlanSettings`; 0: never; empty: that of the provider

    bool operator==(const FallbackSettings&) const = default;
};

/// Another target that gets a copy of some answered requests, for comparison. The client does not notice.
struct ShadowSettings {
    std::string to; ///< PROVIDER/MODEL
    double share = 0.05; ///< of the requests, 0 to 1
    double maxCostPerDay = 0; ///< in units of `currency`, by local days
    Currency currency = Currency::Usd;

    bool operator==(const ShadowSettings&) const = default;
};

/// One of the two targets that an experiment compares.
struct ExperimentArmSettings {
    int target = 0; ///< index in the route's targets, from 0
    double share = 0.5; ///< of the sessions, relative to the other arm's share; from 0 to 1

    bool operator==(const ExperimentArmSettings&) const = default;
};

/// Who scores answers to clients, for an experiment that measures that.
struct ExperimentJudgeSettings {
    std::string model;  ///< PROVIDER/MODEL
    std::string rubric; ///< what a good answer is: a text, or the name of a rubric that comes with Signalbox
    int maxPerDay = 200; ///< answers, by local days

    bool operator==(const ExperimentJudgeSettings&) const = default;
};

/// Divides the requests of a route between two of its targets to find out which is better.
struct ExperimentSettings {
    std::string name; ///< unique in the configuration
    std::vector<ExperimentArmSettings> arms; ///< two
    std::string by = "session"; ///< what stays with an arm; there is no other
    std::string measure = "error_rate"; ///< error_rate, latency, cost or judge
    bool stop = false; ///< the winner gets all requests once it is shown
    std::optional<ExperimentJudgeSettings> judge = {}; ///< for the measure judge

    bool operator==(const ExperimentSettings&) const = default;
};

struct RouteSettings {
    std::string id;
    bool enabled = true;
    MatchSettings match;
    std::vector<TargetSettings> targets;
    BalancerSettings balancer;
    FallbackSettings fallback;
    bool clientCredential = false;
    std::vector<std::string> consumers; ///< who may use it; empty: everybody
    std::optional<ShadowSettings> shadow; ///< empty: none
    std::optional<ExperimentSettings> experiment; ///< empty: none
    PolicySettings policies;

    bool operator==(const RouteSettings&) const = default;
};

} // namespace gateway::config
