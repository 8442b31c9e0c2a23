#pragma once

#include <QtGlobal>

namespace gateway::http {

/// Says to the peer that nothing more comes, and goes on reading. Plain TCP only.
void shutdownSending(qintptr socketDescriptor);

} // namespace gateway::http
