#pragma once

#include "policy.h"
#include "stage.h"

#include "gateway/config/settings/policy_settings.h"

#include <memory>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// The place of policy settings in the configuration: exactly one pointer is not null.
struct Place {
    const config::Settings* gateway = nullptr; ///< the top level of the configuration
    const config::RouteSettings* route = nullptr;
    const config::ConsumerSettings* consumer = nullptr;
};

/// The `policies` of that place.
const config::PolicySettings& policiesAt(const Place& place);

/// What one place specifies for a policy.
struct Said {
    enum class What { Nothing, Off, On };
    What what = What::Nothing;
    std::shared_ptr<const Policy> policy = {}; ///< null unless it is enabled
};

/// What `policies` specifies for the policy whose settings are `member`; a `Made` is constructed from these.
template <class Made, class P, class T> Said saidBy(const P& policies, config::PolicySetting<T> P::*member)
{
    const config::PolicySetting<T>& setting = policies.*member;
    if (!setting)
        return {};
    if (!*setting)
        return {Said::What::Off};
    return {Said::What::On, std::make_shared<const Made>(**setting)};
}

/// How settings of the same policy in several places are combined.
enum class Combine {
    Narrowest, ///< the consumer's replaces the route's, which replaces the one at the top level, as a whole
    All,       ///< all apply: first that of the top level, then the route's, then the consumer's
};

/// A known policy.
struct PolicyRow {
    std::string_view name;
    Stages stages; ///< at which it is called
    Combine combine = Combine::Narrowest;
    Said (*says)(const Place& place) = nullptr; ///< called for each place of a new configuration, which outlives the result
};

/// All policies, in the order in which they act at each stage.
const std::vector<PolicyRow>& policyTable();

} // namespace gateway::policy
