#include "ended_handlers.h"

#include <utility>

namespace gateway::http {

namespace {

/// Under load, this number is cleaned up at once without waiting for more.
constexpr std::size_t kMost = 64;

} // namespace

void EndedHandlers::add(std::unique_ptr<Handler> handler)
{
    m_handlers.push_back(std::move(handler));
    m_queue.add(*this);
    if (m_handlers.size() >= kMost)
        putAway();
}

void EndedHandlers::putAway()
{
    for (auto handlers = std::exchange(m_handlers, {}); auto& handler : handlers)
        handler.reset();
}

} // namespace gateway::http
