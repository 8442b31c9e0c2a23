#pragma once

#include "policy.h"
#include "stage.h"

#include "gateway/config/settings/policy_settings.h"

#include <memory>
#include <string_view>
#include <vector>

namespace gateway::policy {

/// Where settings of policies are: exactly one is not null.
struct Place {
    const config::Settings* gateway = nullptr; ///< the top of the configuration
    const config::RouteSettings* route = nullptr;
    const config::ConsumerSettings* consumer = nullptr;
};

/// `policies` of that place.
const config::PolicySettings& policiesAt(const Place& place);

/// What one place says of a policy.
struct Said {
    enum class What { Nothing, Off, On };
    What what = What::Nothing;
    std::shared_ptr<const Policy> policy = {}; ///< null unless it is on
};

/// What `policies` says there of the policy whose settings are `member`, which a `Made` is made of.
template <class Made, class P, class T> Said saidBy(const P& policies, config::PolicySetting<T> P::*member)
{
    const config::PolicySetting<T>& setting = policies.*member;
    if (!setting)
        return {};
    if (!*setting)
        return {Said::What::Off};
    return {Said::What::On, std::make_shared<const Made>(**setting)};
}

/// What happens where several places say something of one policy.
enum class Combine {
    Narrowest, ///< the consumer's replaces the route's, and the route's that of the top, whole
    All,       ///< each does its part: first that of the top, then the route's, then the consumer's
};

/// A policy that there is.
struct PolicyRow {
    std::string_view name;
    Stages stages; ///< at which it is called
    Combine combine = Combine::Narrowest;
    Said (*says)(const Place& place) = nullptr; ///< asked for each place, with a new configuration; what it is made of outlives it
};

/// All policies, in the order in which they act at each stage.
const std::vector<PolicyRow>& policyTable();

} // namespace gateway::policy
