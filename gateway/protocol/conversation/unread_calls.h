#pragma once

#include "body_node.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// The calls in messages of a role that is not known here, which nobody reads: a result of one of them has no call because of that role.
/// Lives as long as the request is read; one thread.
class UnreadCalls {
public:
    /// Of the message with `role`: its calls' ids, and names where results may have no id.
    void add(std::string_view idOrName, const BodyNode& role);
    /// Makes the role a problem in whose message the call is; false: there is none of that id or name.
    bool refuseRole(std::string_view idOrName) const;

private:
    std::map<std::string, BodyNode, std::less<>> m_roles; // the first of an id or a name
};

} // namespace gateway::protocol
