#include "limit_preview.h"

#include "limit_text.h"

#include "gateway/host/limit_service.h"

namespace ui::models {

using gateway::Result;
using gateway::policy::LimitCheck;
using gateway::usage::AskThread;
using Checks = std::vector<LimitCheck>;

LimitPreview::LimitPreview(const Access& access, const gateway::Clock& clock, QObject* parent, std::chrono::milliseconds pause)
    : QObject(parent), m_access(access), m_clock(clock)
{
    m_pause.setSingleShot(true);
    m_pause.setInterval(pause);
    connect(&m_pause, &QTimer::timeout, this, &LimitPreview::read);
}

LimitPreview::~LimitPreview() = default;

void LimitPreview::setLimit(const std::optional<PlacedLimit>& limit)
{
    if (m_thread) m_thread->forget();
    m_pause.stop();
    m_rule.reset();
    if (!limit) return set(State::Nothing);
    const bool isRoute = limit->place.kind == LimitPlace::Kind::Route;
    const bool isConsumer = limit->place.kind == LimitPlace::Kind::Consumer;
    m_rule = std::make_shared<const gateway::policy::LimitRule>(limit->settings, isRoute ? limit->place.id : std::string(), isConsumer ? limit->place.id : std::string());
    set(State::Reading);
    m_pause.start();
}

void LimitPreview::read()
{
    const QString file = m_access.requests().usageFile();
    if (file.isEmpty()) return set(State::NoLedger);
    if (!m_thread) m_thread = std::make_unique<AskThread>(QStringLiteral("limit preview"));
    const gateway::WallTime now = m_clock.wallNow();
    const gateway::host::CheckedRequests past{file, now - kSpan, now, m_access.providers().exchangeRate().usdCny};
    m_thread->ask<Checks>([rule = m_rule, past](const AskThread::Stop& stop) { return gateway::host::checkLimits({rule}, past, stop); }, this,
        [this](const Result<Checks>& checks) {
            if (!checks || checks->empty()) return set(State::Unreadable);
            m_check = checks->front();
            set(State::Known);
        });
}

void LimitPreview::set(State state)
{
    if (state != State::Known && state == m_state) return;
    m_state = state;
    Q_EMIT changed();
}

QString LimitPreview::text() const
{
    switch (m_state) {
    case State::Nothing: break;
    case State::Reading: return LimitText::previewReading();
    case State::NoLedger: return LimitText::previewWithoutLedger();
    case State::Unreadable: return LimitText::previewFailed();
    case State::Known: return LimitText::preview(m_check, m_clock.wallNow());
    }
    return {};
}

} // namespace ui::models
