#include "limit_settings.h"

namespace gateway::config {

LimitKind LimitSettings::kind() const
{
    if (tokens)
        return LimitKind::Tokens;
    if (cost)
        return LimitKind::Cost;
    return concurrent ? LimitKind::Concurrent : LimitKind::Requests;
}

} // namespace gateway::config
