#include "unread_calls.h"

#include "offered_tools.h"

#include <QtGlobal>

namespace gateway::protocol {

void UnreadCalls::add(std::string_view idOrName, const BodyNode& role)
{
    if (!idOrName.empty())
        m_roles.try_emplace(std::string(idOrName), role);
}

bool UnreadCalls::refuseRole(std::string_view idOrName) const
{
    const auto found = m_roles.find(idOrName);
    if (found == m_roles.end())
        return false;
    const BodyNode& role = found->second;
    role.refuse({QT_TRANSLATE_NOOP("Error", "is \"%1\", which is not a known role, so the tool calls of this message were not read. Write %2."),
        {nameableType(role.text()), role.wanted(BodyType::Text)}});
    return true;
}

} // namespace gateway::protocol
