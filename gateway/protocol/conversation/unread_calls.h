#pragma once

#include "body_node.h"

#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace gateway::protocol {

/// The calls in messages with an unknown role, which nobody reads: a result of one of them lacks its call because of
/// that role. Lives as long as the request is read; one thread.
class UnreadCalls {
public:
    /// Adds a call's id, or its name if results may have no id, from the message with `role`.
    void add(std::string_view idOrName, const BodyNode& role);
    /// Reports as a problem the role of the message that contains the call; false if no such call is known.
    bool refuseRole(std::string_view idOrName) const;

private:
    std::map<std::string, BodyNode, std::less<>> m_roles; // the first role for each id or name
};

} // namespace gateway::protocol
