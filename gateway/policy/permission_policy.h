#pragma once

#include "policy_table.h"

namespace gateway::policy {

/// Whether `caller` may use the route (null: none takes the request) and the model, by the `consumers` of the route and
/// by the `routes` and `models` of the consumer. Any thread. Errors: InvalidConsumerKey (no known key),
/// ConsumerNotAllowed.
Result<void> checkPermission(const Caller& caller, const config::RouteSettings* route, std::string_view model);

/// The same as a policy, for the settings in one place.
Said permissionAt(const Place& place);

} // namespace gateway::policy
