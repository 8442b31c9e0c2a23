#include "program_wait.h"

#include "exchange_state.h"

#include "gateway/exchange/admission/client_notes.h"

#include <QTimer>

#include <utility>

namespace gateway::exchange {

namespace {

struct News {
    WaitPoint point;
    bool isOver = false; // the time
};

} // namespace

/// The timer is one of its own, because the ticks of the wheel are longer than the wait.
Task<std::shared_ptr<const usage::ProcessName>> ProgramWait::find() const
{
    Services& services = m_state.services;
    std::shared_ptr<const usage::ProcessName> process = m_state.record->process;
    auto* const notes = static_cast<ClientNotes*>(m_state.client.note().get());
    if (!process || process->isTold() || !notes || !services.awaitProcess || std::exchange(notes->isProcessAwaited, true))
        co_return process;
    const auto news = std::make_shared<News>();
    const std::weak_ptr<News> weak = news; // the exchange may end meanwhile
    QTimer::singleShot(kLongestWait, Qt::PreciseTimer, &services.wheel, [weak] {
        if (const auto waiting = weak.lock()) {
            waiting->isOver = true;
            waiting->point.wake();
        }
    });
    services.awaitProcess(process, [weak] {
        if (const auto waiting = weak.lock())
            waiting->point.wake();
    });
    Until known(news->point, services.wheel, TimePoint::max(), [&process, state = news.get()] { return state->isOver || process->isTold(); });
    (void)co_await known;
    co_return process;
}

} // namespace gateway::exchange
