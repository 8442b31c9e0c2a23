#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/money.h"
#include "gateway/core/text/sentence.h"
#include "gateway/limits/limit_amount.h"
#include "gateway/limits/terms/count_expression.h"
#include "gateway/limits/terms/period.h"
#include "gateway/protocol/token_usage.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// Who sends a request, as far as limits distinguish it. Views.
struct LimitedCaller {
    std::string_view consumer = {};
    std::string_view route = {}; ///< empty: none
    std::string_view program = {};
    std::string_view project = {};
    std::string_view session = {};
    std::string_view agent = {};
    bool isShadow = false; ///< a copy of a request, for comparison
};

/// Where a request goes, as far as limits distinguish it. Views.
struct LimitedTarget {
    std::string_view provider = {};
    std::string_view model = {}; ///< as it goes upstream
    std::string_view key = {};
};

/// A limit of the configuration, compiled. Immutable. Any thread.
class LimitRule {
public:
    /// `route`, `consumer`: the place of the limit; both empty: the top level.
    explicit LimitRule(const config::LimitSettings& settings, std::string route = {}, std::string consumer = {});
    /// An enforced budget.
    static LimitRule ofBudget(const config::LimitSettings& settings);
    /// The most that the copies of a route's requests may cost in a day. It counts these only, and all other rules count
    /// everything but these.
    static LimitRule ofShadow(const config::ShadowSettings& settings, const std::string& route);

    const std::string& name() const { return m_settings.name; }
    config::LimitKind kind() const { return m_kind; }
    const config::LimitSettings& settings() const { return m_settings; }
    const std::string& route() const { return m_route; }
    const std::string& consumer() const { return m_consumer; }
    /// Empty for requests in flight.
    const std::optional<limits::Period>& period() const { return m_period; }
    const limits::LimitAmount& amount() const { return m_amount; }
    /// What is counted, over which time and for whom: rules with the same text share their counters.
    const std::string& signature() const { return m_signature; }

    /// Whether it is decided for each target, not once for the request.
    bool isOfTarget() const { return m_isOfTarget; }
    /// Whether only the body and the route tell whether and where it counts.
    bool needsBody() const { return m_needsBody; }
    /// Whether it distinguishes calling programs or their folders.
    bool needsProcess() const { return has(config::LimitBy::Program) || has(config::LimitBy::Project); }
    bool has(config::LimitBy by) const;
    bool isBudget() const { return m_isBudget; }
    bool isShadow() const { return m_isShadow; }

    bool covers(const LimitedCaller& caller) const;
    bool covers(const LimitedTarget& target) const;
    /// The counter: the values of `by`, in its order.
    std::string who(const LimitedCaller& caller, const LimitedTarget& target) const;
    /// The values in `who`.
    std::vector<std::string> valuesOf(std::string_view who) const;

    /// For a limit of tokens: how many of them count.
    std::int64_t count(const protocol::TokenUsage& tokens) const;
    /// For a limit of cost, in 10^-12 of its currency. `usdCny`: the exchange rate.
    std::int64_t count(const Money& cost, double usdCny) const;

    /// "60 requests per minute".
    Sentence what(WallTime now) const;
    /// "consumer "ci", session "a""; for a limit without `by`: "all requests that it covers".
    Sentence whom(std::string_view who) const;
    /// An amount without its unit, as in headers: "12", "0.25".
    std::string shown(std::int64_t amount) const;
    /// "12 tokens", "$0.25".
    Sentence shownWithUnit(std::int64_t amount) const;

private:
    config::LimitSettings m_settings;
    std::string m_route;
    std::string m_consumer;
    config::LimitKind m_kind;
    std::optional<limits::Period> m_period;
    limits::LimitAmount m_amount;
    std::optional<limits::CountExpression> m_expression;
    std::string m_signature;
    bool m_isOfTarget = false;
    bool m_needsBody = false;
    bool m_isBudget = false;
    bool m_isShadow = false;
};

using LimitRules = std::vector<std::shared_ptr<const LimitRule>>;

/// The enabled limits of one list, with the place they are in.
LimitRules limitRules(const config::PolicySettings& policies, const std::string& route = {}, const std::string& consumer = {});
/// The enforced budgets, as limits of cost.
LimitRules budgetRules(const config::UsageSettings& usage);
/// Of the enabled routes with shadow requests.
LimitRules shadowRules(const config::Settings& settings);
/// All limits of the configuration, without those of shadow requests.
LimitRules limitRules(const config::Settings& settings);

} // namespace gateway::policy
