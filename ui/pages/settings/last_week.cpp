#include "last_week.h"

#include "gateway/routing/health/failure_rules.h"
#include "gateway/routing/health/fallback_decision.h"
#include "gateway/usage/search/request_search.h"
#include "ui/fields/forms/live_form.h"
#include "ui/models/formatter.h"

#include <QEvent>

#include <array>
#include <chrono>

namespace ui::pages {

using gateway::usage::LimitAnswer;
using gateway::usage::LimitedFact;
using gateway::usage::LimitQuery;

namespace {

constexpr int kAskAfter_ms = 300; // after the last change
constexpr std::chrono::days kWeek{7};

constexpr const char* kBackoff = "fallback.backoff_ms";
constexpr const char* kRetries = "fallback.retries";
constexpr const char* kThreshold = "key_failover.failure_threshold";
constexpr const char* kWindow = "key_failover.window_ms";

struct Limited {
    RoomScope scope;
    const char* path; ///< from the scope's object
    LimitedFact fact;
    const char* most = nullptr; ///< whose number is the limit, where it is another's
};
constexpr std::array kLimited{
    Limited{RoomScope::Providers, kThreshold, LimitedFact::Failures},
    Limited{RoomScope::Providers, kWindow, LimitedFact::Failures, kThreshold},
    Limited{RoomScope::Providers, "key_failover.check_interval_ms", LimitedFact::Outage},
    Limited{RoomScope::Providers, "key_failover.success_threshold", LimitedFact::Recovery},
    Limited{RoomScope::Providers, "key_failover.check_timeout_ms", LimitedFact::FirstByte},
    Limited{RoomScope::Providers, "timeouts.connect_ms", LimitedFact::Connect},
    Limited{RoomScope::Providers, "timeouts.first_byte_ms", LimitedFact::StreamStart},
    Limited{RoomScope::Providers, "timeouts.idle_ms", LimitedFact::Silence},
    Limited{RoomScope::Providers, "timeouts.total_ms", LimitedFact::Total},
    Limited{RoomScope::Providers, "timeouts.min_bytes_per_second", LimitedFact::Speed},
    Limited{RoomScope::Providers, "keepalive.idle_ms", LimitedFact::Pause},
    Limited{RoomScope::Providers, "keepalive.pool", LimitedFact::Others},
    Limited{RoomScope::Routes, "fallback.max_attempts", LimitedFact::Attempts},
    Limited{RoomScope::Routes, "fallback.deadline_ms", LimitedFact::Wait},
    Limited{RoomScope::Routes, "fallback.hedge_after_ms", LimitedFact::FirstAttempt},
    Limited{RoomScope::Routes, kRetries, LimitedFact::Mendable},
    Limited{RoomScope::Routes, kBackoff, LimitedFact::Retryable},
    Limited{RoomScope::Routes, "fallback.retry_on_failure_within_ms", LimitedFact::GivenUp},
};

/// Whether the value would have been in the way of what worked.
look::Status statusOf(LimitedFact fact, const LimitAnswer& answer)
{
    if (answer.known == 0) return look::Status::Unknown;
    switch (fact) {
    case LimitedFact::Connect:
    case LimitedFact::FirstByte:
    case LimitedFact::StreamStart:
    case LimitedFact::Silence:
    case LimitedFact::Total:
    case LimitedFact::Speed:
    case LimitedFact::Attempts:
    case LimitedFact::Wait: return answer.beyond == 0 ? look::Status::Ok : look::Status::Warn;
    default: return look::Status::Idle; // a choice: neither good nor bad
    }
}

} // namespace

LastWeek::LastWeek(const Access& access, fields::LiveForm& live, RoomScope scope) : QObject(&live), m_access(access), m_live(live), m_scope(scope)
{
    m_askTimer.setSingleShot(true);
    m_askTimer.setInterval(kAskAfter_ms);
    connect(&m_askTimer, &QTimer::timeout, this, &LastWeek::ask);
    connect(&live.form(), &fields::FieldForm::edited, this, &LastWeek::scheduleAsk);
    connect(&live.form(), &fields::FieldForm::typed, this, &LastWeek::scheduleAsk);
    connect(&access.news(), &models::GatewayNews::settingsChanged, this, &LastWeek::askAll);
    live.installEventFilter(this);
}

void LastWeek::setId(const QString& id)
{
    m_id = id.toStdString();
    askAll();
}

bool LastWeek::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Show || event->type() == QEvent::LanguageChange) askAll();
    return QObject::eventFilter(watched, event);
}

void LastWeek::askAll()
{
    m_asked.clear();
    scheduleAsk();
}

void LastWeek::scheduleAsk()
{
    if (m_live.isVisible()) m_askTimer.start();
}

/// The value in its field; empty: none, or not the same for all.
std::optional<std::int64_t> LastWeek::number(std::string_view path) const
{
    const fields::FieldRow* const row = m_live.form().row(baseOf(m_scope) + '.' + std::string(path));
    const gateway::Json value = row ? row->control().typedValue() : gateway::Json();
    return value.is_number_integer() ? std::optional(value.get<std::int64_t>()) : std::nullopt;
}

void LastWeek::ask()
{
    auto* const search = m_access.requests().requestSearch();
    const auto rules = m_access.diagnosis().failureRules();
    const auto now = std::chrono::system_clock::now();
    for (const Limited& limited : kLimited) {
        if (limited.scope != m_scope || !m_live.form().row(baseOf(m_scope) + '.' + limited.path)) continue; // belongs to another form
        const std::string path = limited.path;
        const auto most = number(limited.most ? limited.most : limited.path);
        const auto within = number(kWindow);
        if (!search || !most || !number(limited.path) || (limited.fact == LimitedFact::Failures && !within)) { // disabled
            m_asked.erase(path);
            tell(path, look::Status::Unknown, {});
            continue;
        }
        const bool isOfAny = limited.fact == LimitedFact::Mendable || limited.fact == LimitedFact::Retryable; // a single one allows a retry
        LimitQuery query{now - kWeek, now, limited.fact, isOfAny ? 0 : *most};
        (m_scope == RoomScope::Routes ? query.route : query.provider) = m_id;
        if (limited.fact == LimitedFact::Failures) query.within = *within; // other queries do not depend on it
        for (std::size_t i = 0; rules && i < query.meanings.size(); ++i) {
            const auto& policy = rules->policy(static_cast<gateway::config::FailureClass>(i));
            query.meanings[i] = {policy.rests, policy.then == gateway::config::Next::RetrySameKey};
        }
        if (const auto before = m_asked.find(path); before != m_asked.end()) {
            query.from = before->second.query.from;
            query.to = before->second.query.to;
            if (query == before->second.query && limited.fact != LimitedFact::Retryable) continue; // unchanged; the waits also depend on the
                                                                                                   // retries
        }
        const int mine = ++m_questions;
        m_asked[path] = {query, mine};
        search->limit(query, this, [this, mine, path](const gateway::Result<LimitAnswer>& answer) {
            const auto asked = m_asked.find(path);
            if (asked != m_asked.end() && asked->second.number == mine) tell(path, answer ? statusOf(asked->second.query.fact, *answer) : look::Status::Unknown, answer ? words(asked->second.query, *answer) : QString());
        });
    }
}

void LastWeek::tell(std::string_view path, look::Status status, const QString& text)
{
    m_live.form().row(baseOf(m_scope) + '.' + std::string(path))->setLastWeek(status, text);
}

QString LastWeek::waits(const LimitAnswer& answer) const
{
    const std::int64_t retries = number(kRetries).value_or(0);
    if (retries == 0) return tr("no wait: the same target is not tried again");
    gateway::config::FallbackSettings settings;
    settings.backoff_ms = static_cast<int>(number(kBackoff).value_or(0));
    gateway::Milliseconds wait{0};
    for (int retry = 0; retry < retries; ++retry) wait += gateway::routing::meanBackoff(settings, retry);
    const models::Formatter format;
    return tr("last 7 days: %1 such failure(s), up to %2 of waiting", nullptr, models::Formatter::plural(answer.beyond)).arg(format.exact(answer.beyond), format.duration(wait * answer.beyond));
}

QString LastWeek::words(const LimitQuery& query, const LimitAnswer& answer) const
{
    const models::Formatter format;
    const QString known = format.exact(answer.known);
    const QString beyond = format.exact(answer.beyond);
    const int count = models::Formatter::plural(answer.known);
    const auto said = [&](const QString& none, const QString& some) { return answer.beyond == 0 ? none.arg(known) : some.arg(beyond, known); };
    if (answer.known == 0) return tr("last 7 days: no data");
    switch (query.fact) {
    case LimitedFact::Connect:
    case LimitedFact::FirstByte:
    case LimitedFact::StreamStart:
    case LimitedFact::Total:
        return said(tr("last 7 days: none of %1 attempt(s) took longer", nullptr, count), tr("last 7 days: %1 of %2 attempt(s) took longer", nullptr, count));
    case LimitedFact::Silence:
        return said(tr("last 7 days: none of %1 stream(s) was silent for longer", nullptr, count), tr("last 7 days: at most %1 of %2 stream(s) were silent for longer", nullptr, count));
    case LimitedFact::Speed:
        return said(tr("last 7 days: none of %1 long answer(s) was slower on average", nullptr, count), tr("last 7 days: %1 of %2 long answer(s) were slower on average", nullptr, count));
    case LimitedFact::Pause:
        return said(tr("last 7 days: none of %1 attempt(s) followed a longer pause", nullptr, count), tr("last 7 days: %1 of %2 attempt(s) followed a longer pause", nullptr, count));
    case LimitedFact::Others:
        return said(tr("last 7 days: none of %1 attempt(s) reached this concurrency", nullptr, count), tr("last 7 days: %1 of %2 attempt(s) reached this concurrency", nullptr, count));
    case LimitedFact::Failures:
        return said(tr("last 7 days: none of %1 failed attempt(s) would have triggered a cooldown", nullptr, count), tr("last 7 days: %1 of %2 failed attempt(s) would have triggered a cooldown", nullptr, count));
    case LimitedFact::Outage:
        return said(tr("last 7 days: none of %1 outage(s) lasted longer", nullptr, count), tr("last 7 days: %1 of %2 outage(s) lasted longer", nullptr, count));
    case LimitedFact::Recovery:
        return said(tr("last 7 days: none of %1 outage(s) returned before this many successes", nullptr, count), tr("last 7 days: %1 of %2 outage(s) returned before this many successes", nullptr, count));
    case LimitedFact::GivenUp:
        return said(tr("last 7 days: none of %1 failed attempt(s) took longer", nullptr, count), tr("last 7 days: %1 of %2 failed attempt(s) took longer", nullptr, count));
    case LimitedFact::Retryable: return waits(answer);
    case LimitedFact::Attempts:
        return said(tr("last 7 days: none of %1 request(s) needed more", nullptr, count), tr("last 7 days: %1 of %2 request(s) needed more", nullptr, count));
    case LimitedFact::Wait:
        return said(tr("last 7 days: none of %1 request(s) waited longer", nullptr, count), tr("last 7 days: %1 of %2 request(s) waited longer", nullptr, count));
    case LimitedFact::FirstAttempt:
        return said(tr("last 7 days: none of %1 request(s) would have used two targets", nullptr, count), tr("last 7 days: %1 of %2 request(s) would have used two targets", nullptr, count));
    case LimitedFact::Mendable: break;
    }
    return said(tr("last 7 days: none of %1 request(s) had a retryable failure", nullptr, count), tr("last 7 days: %1 of %2 request(s) had a retryable failure", nullptr, count));
}

} // namespace ui::pages
