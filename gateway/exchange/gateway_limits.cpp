#include "gateway_limits.h"

#include <chrono>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::chrono::seconds kBetweenReports{1};

} // namespace

GatewayLimits::GatewayLimits(Services& services, QObject* parent)
    : QObject(parent)
    , m_services(services)
    , m_book(services.clock, services.wheel)
{
    m_report.setSingleShot(true);
    m_report.setInterval(kBetweenReports);
    m_report.setTimerType(Qt::CoarseTimer);
    connect(&m_report, &QTimer::timeout, this, [this] { Q_EMIT changed(policy::reportsOf(m_book, true)); });
    m_book.setListener([this] {
        if (!m_report.isActive())
            m_report.start();
    });
    m_book.setWarn([this](const policy::LimitWarning& warning) { Q_EMIT warned(warning); });
    // Queued: a request in flight may have ended with an exchange that is on the stack.
    m_book.setWake([this] { QMetaObject::invokeMethod(this, [this] { m_book.admitWaiting(); }, Qt::QueuedConnection); });
    m_book.setOverdue([this](const std::string& exchange) { bookOverdue(exchange); });
    m_services.late.setListener([this](const usage::ExchangeRecord& record) { m_book.addLate(record, m_services.snapshot->prices->rate().usdCny); });
}

void GatewayLimits::use(const Snapshot& snapshot)
{
    policy::LimitRules rules = policy::limitRules(snapshot.settings);
    for (auto& rule : policy::shadowRules(snapshot.settings))
        rules.push_back(std::move(rule));
    m_book.use(rules, snapshot.prices->rate().usdCny);
}

void GatewayLimits::readEarlierUses(policy::LimitBook::AskUses ask)
{
    m_book.setSource([this, ask = std::move(ask)](policy::LimitBook::Ask what) {
        m_services.board.handOver();
        ask(std::move(what));
    });
}

/// Nobody has asked for a background response for so long that its usage counts as not known.
void GatewayLimits::bookOverdue(const std::string& exchange)
{
    const protocol::KeptResponse* const kept = m_services.responses.owedTo(exchange);
    const Provider* const provider = kept ? m_services.snapshot->provider(kept->provider) : nullptr;
    if (provider)
        m_services.late.book(m_services.responses, *kept, *provider, {}, *m_services.snapshot->prices, m_services.clock.wallNow());
}

} // namespace gateway::exchange
