#include "policy_table.h"

#include "capture_policy.h"
#include "limit_policy.h"
#include "loop_policy.h"
#include "permission_policy.h"

namespace gateway::policy {

const config::PolicySettings& policiesAt(const Place& place)
{
    if (place.gateway)
        return place.gateway->policies;
    return place.route ? place.route->policies : place.consumer->policies;
}

const std::vector<PolicyRow>& policyTable()
{
    // Those that record what the client gets are last.
    static const std::vector<PolicyRow> rows{
        {"permission", {Stage::BeforePlan}, Combine::All, permissionAt},
        {"limits", {Stage::CallerKnown, Stage::BodyUnderstood, Stage::BeforeAttempt}, Combine::All, limitsAt},
        {"loop", {Stage::BodyUnderstood}, Combine::Narrowest, loopAt},
        {"capture", {Stage::BodyUnderstood, Stage::OnAnswer, Stage::Settled}, Combine::Narrowest, captureAt},
        {"judge", {Stage::BodyUnderstood, Stage::OnAnswer, Stage::Settled}, Combine::Narrowest, judgedAt},
    };
    return rows;
}

} // namespace gateway::policy
