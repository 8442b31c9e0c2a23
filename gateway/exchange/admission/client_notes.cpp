#include "client_notes.h"

namespace gateway::exchange {

bool HeadFindings::holdFor(const http::RequestHead& itsHead, const std::shared_ptr<const Snapshot>& current, WallTime now) const
{
    const bool isOfCurrent = !snapshot.owner_before(current) && !current.owner_before(snapshot);
    return head != 0 && head == itsHead.number && isOfCurrent && (!caller.until || *caller.until > now);
}

} // namespace gateway::exchange
