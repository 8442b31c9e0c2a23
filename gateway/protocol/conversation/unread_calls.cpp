#include "unread_calls.h"

#include "offered_tools.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol {

void UnreadCalls::add(std::string_view idOrName, const BodyNode& role)
{
    if (!idOrName.empty())
        m_calls.push_back({std::string(idOrName), role});
}

bool UnreadCalls::refuseRole(std::string_view idOrName) const
{
    const auto call = std::ranges::find(m_calls, idOrName, &Call::idOrName);
    if (idOrName.empty() || call == m_calls.end())
        return false;
    call->role.refuse(unknownRole(call->role.text(), call->role.wanted(BodyType::Text)));
    return true;
}

Sentence unknownRole(std::string_view role, Sentence known)
{
    return {QT_TRANSLATE_NOOP("Error", "is \"%1\", a role that is not known here, so that the calls of its message are not read. Write %2."),
        {nameableType(std::string(role)), std::move(known)}};
}

} // namespace gateway::protocol
