#pragma once

#include "body_node.h"

#include <string>
#include <string_view>
#include <vector>

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
    struct Call {
        std::string idOrName;
        BodyNode role;
    };
    std::vector<Call> m_calls;
};

/// What is wrong with a role whose message holds calls: goes on after its path. `role`: as the client wrote it.
Sentence unknownRole(std::string_view role, Sentence known);

} // namespace gateway::protocol
